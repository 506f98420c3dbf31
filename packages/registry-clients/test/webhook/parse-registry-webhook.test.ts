import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegistryWebhook, RegistryWebhookError, registryWebhookKinds } from '../../src/index.ts';
import type { RegistryEvent, RegistryWebhookKind } from '../../src/webhook/registry-webhook.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const read = (kind: RegistryWebhookKind, body: Buffer | string) =>
  parseRegistryWebhook(kind, { headers: {}, body: Buffer.from(body) });

const digest = `sha256:${'1f'.repeat(32)}`;
const at = (registry: string) => ({
  registry,
  repository: 'acme/web',
  tag: '1.4.2',
  action: 'push' as const,
});
const own = at('registry.acme.test:5000');
const deleted = { registry: own.registry, repository: 'acme/web', action: 'delete' as const };

/** Every file of the fixtures, and what it says. */
const samples: Readonly<Record<RegistryWebhookKind, Readonly<Record<string, readonly RegistryEvent[]>>>> = {
  distribution: {
    'push.json': [{ ...own, digest }],
    'push-index-oci.json': [{ ...own, digest }],
    'push-without-request-host.json': [{ ...own, digest }],
    'push-signature.json': [],
    'many.json': [
      { ...own, digest },
      { ...own, repository: 'acme/api', tag: '2.0.0', digest: `sha256:${'3d'.repeat(32)}` },
    ],
    'untagged-and-blobs.json': [],
    'mount.json': [],
    'pull.json': [],
    'delete-manifest.json': [{ ...deleted, digest }],
    'delete-tag.json': [{ ...deleted, tag: '1.4.2' }],
    'delete-repository.json': [deleted],
  },
  dockerhub: {
    'push.json': [at('docker.io')],
    'push-with-media-type.json': [at('docker.io')],
    'push-of-old.json': [at('docker.io')],
    'push-official.json': [{ ...at('docker.io'), repository: 'library/nginx' }],
    'push-signature.json': [],
  },
  quay: {
    'push.json': [at('quay.io')],
    'push-own-host.json': [at('quay.acme.test:8443')],
    'test-notification.json': [
      { ...at('quay.io'), tag: 'latest' },
      { ...at('quay.io'), tag: 'foo' },
    ],
    'push-of-2013.json': [{ ...at('quay.io'), tag: 'latest' }],
    'image-expiry.json': [],
    'vulnerability-found.json': [],
  },
};

describe.each(registryWebhookKinds)('a %s webhook', (kind) => {
  it.each(readdirSync(join(fixtures, kind)))('says what it should in %s', (file) => {
    expect(read(kind, readFileSync(join(fixtures, kind, file)))).toEqual(samples[kind][file]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half a document', '{"events":['],
    ['a form', 'payload=%7B%7D'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a list in a list, 100,000 deep', '['.repeat(100_000)],
  ])('is unreadable with %s', (_name, body) => {
    const reading = () => read(kind, body);
    expect(reading).toThrow(RegistryWebhookError);
    expect(reading).toThrow(expect.objectContaining({ code: 'unreadable', kind }));
  });

  it('never quotes the body in its error', () => {
    expect(() => read(kind, '{"planted": planted}')).toThrow(expect.not.stringContaining('planted'));
    expect(() => read(kind, '{"events":"planted","push_data":"planted","docker_url":7}')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted') }),
    );
  });

  it('is events or unreadable, whatever the JSON', () => {
    const text = fc.constantFrom(
      'push',
      'delete',
      'pull',
      'acme/web',
      'quay.io/acme/web',
      '1.0.0',
      '',
      '__proto__',
    );
    const key = fc.constantFrom(
      ...['events', 'action', 'target', 'request', 'host', 'repository', 'tag', 'digest', 'mediaType', 'url'],
      ...['push_data', 'repo_name', 'docker_url', 'updated_tags', 'name', '__proto__', 'constructor'],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        text,
        fc.jsonValue(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, (payload) => {
        try {
          for (const event of read(kind, JSON.stringify(payload))) {
            expect(['push', 'delete']).toContain(event.action);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RegistryWebhookError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('names', () => {
  const push = (host: string, repository: string) =>
    read(
      'distribution',
      JSON.stringify({ events: [{ action: 'push', target: { repository, tag: '1' }, request: { host } }] }),
    ).map((event) => `${event.registry}/${event.repository}`);

  it.each([
    ['Registry.Example.COM:443', 'acme/web', 'registry.example.com/acme/web'],
    ['localhost:5000', 'acme/web', 'localhost:5000/acme/web'],
    ['localhost', 'web', 'localhost/web'],
    ['registry-1.docker.io', 'nginx', 'docker.io/library/nginx'],
    ['ghcr.io', 'Acme/Web', 'ghcr.io/acme/web'],
  ])('of %s and %s become %s', (host, repository, name) => {
    expect(push(host, repository)).toEqual([name]);
  });

  it.each([
    ['', 'acme/web'],
    ['internal', 'acme/web'],
    ['ghcr.io/acme', 'web'],
    ['user:word@ghcr.io', 'acme/web'],
    ['ghcr.io', '../web'],
    ['ghcr.io', ''],
    ['ghcr.io', 'acme/web:1'],
  ])('that no image can have are no events: %s, %s', (host, repository) => {
    expect(push(host, repository)).toEqual([]);
  });
});
