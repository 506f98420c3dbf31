import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RegistryWebhookKind, registryWebhookKinds, type WebhookResult } from '../../src/index.ts';
import { readWebhook } from '../../src/webhook/read-webhook.ts';
import { anyPayload } from './any-payload.ts';
import { samples } from './samples.ts';

const fixtures = join(import.meta.dirname, '../fixtures/webhooks');

interface More {
  readonly headers?: Record<string, string>;
  readonly registry?: string;
}

function read(kind: RegistryWebhookKind, body: Buffer | string, { headers = {}, registry }: More = {}) {
  return readWebhook(kind, { headers, body: Buffer.from(body) }, registry);
}

const namesIn = (result: WebhookResult): string[] =>
  result.result === 'event' ? result.events.map((event) => `${event.registry}/${event.repository}`) : [];

describe.each(registryWebhookKinds)('a %s webhook', (kind) => {
  it.each(readdirSync(join(fixtures, kind)))('says what it should in %s', (file) => {
    const expected = samples[kind][file];
    const result = read(kind, readFileSync(join(fixtures, kind, file)));
    expect(result.result === 'event' ? result.events : result.result).toEqual(expected);
    if (result.result === 'ignore') expect(result.reason).not.toBe('');
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half a document', '{"events":['],
    ['an empty form', 'payload=%7B%7D'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['null', 'null'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['a list in a list, 100,000 deep', '['.repeat(100_000)],
    ['closed lists in lists, 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('is unreadable with %s', (_name, body) => {
    expect(read(kind, body)).toMatchObject({
      result: 'refuse',
      code: 'unreadable',
      message: expect.stringContaining(`${kind} webhook: `),
    });
  });

  it('never quotes the body', () => {
    for (const body of [
      '{"planted": planted}',
      '{"events":"planted","push_data":"planted","docker_url":7,"image":"pl anted","action":"planted"}',
    ]) {
      expect(JSON.stringify(read(kind, body))).not.toContain('anted');
    }
  });

  it('is one of its results, whatever the JSON', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        const result = read(kind, JSON.stringify(payload));
        expect(['event', 'ignore', 'ping', 'refuse']).toContain(result.result);
        for (const event of result.result === 'event' ? result.events : []) {
          expect(['push', 'delete']).toContain(event.action);
          expect(event.repository).toMatch(/^[a-z0-9]/);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('names', () => {
  const push = (host: string, repository: string, more: More = {}): string[] => {
    const events = [{ action: 'push', target: { repository, tag: '1' }, request: { host } }];
    return namesIn(read('distribution', JSON.stringify({ events }), more));
  };

  it.each([
    ['Registry.Example.COM:443', 'acme/web', 'registry.example.com/acme/web'],
    ['localhost:5000', 'acme/web', 'localhost:5000/acme/web'],
    ['localhost', 'web', 'localhost/web'],
    ['registry-1.docker.io', 'nginx', 'docker.io/library/nginx'],
    ['ghcr.io', 'Acme/Web', 'ghcr.io/acme/web'],
    ['', 'acme/web', 'undefined/acme/web'],
  ])('of %s and %s become %s', (host, repository, name) => {
    expect(push(host, repository)).toEqual([name]);
  });

  it.each([
    ['internal', 'acme/web'],
    ['ghcr.io/acme', 'web'],
    ['user:word@ghcr.io', 'acme/web'],
    ['ghcr.io', '../web'],
    ['ghcr.io', ''],
    ['ghcr.io', 'acme/web:1'],
    ['ghcr.io', 'a'.repeat(300)],
  ])('that no image can have are no events: %s, %s', (host, repository) => {
    expect(push(host, repository)).toEqual([]);
  });

  it.each([
    ['registry.acme.test', 'registry.acme.test/acme/web'],
    ['Registry.acme.test:5000', 'registry.acme.test:5000/acme/web'],
    ['acme.jfrog.test/docker', 'acme.jfrog.test/docker/acme/web'],
  ])('take the registry that the operator names, %s', (registry, name) => {
    expect(push('internal', 'acme/web', { registry })).toEqual([name]);
  });

  it('of Artifactory leave out the repository key then', () => {
    const body = readFileSync(join(fixtures, 'artifactory/pushed.json'));
    expect(namesIn(read('artifactory', body, { registry: 'docker.acme.test' }))).toEqual([
      'docker.acme.test/acme/web',
    ]);
  });
});

describe('how it travels', () => {
  const headersOf = (type: string) => ({
    'ce-type': type,
    'ce-source': 'zotregistry.dev',
    'ce-specversion': '1.0',
  });
  const data = JSON.stringify({ name: 'acme/web', reference: '1.4.2' });

  it.each(['zot', 'cloudevents'] as const)('takes CloudEvents of %s whose attributes are headers', (kind) => {
    const event = { repository: 'acme/web', tag: '1.4.2', action: 'push' };
    expect(read(kind, data, { headers: headersOf('zotregistry.image.updated') })).toEqual({
      result: 'event',
      events: [event],
    });
    expect(read(kind, data, { headers: headersOf('zotregistry.image.lint_failed') })).toMatchObject({
      result: 'ignore',
    });
  });

  it.each(['ghcr', 'gitea'] as const)('takes forms of %s', (kind) => {
    const file = kind === 'ghcr' ? 'published.json' : 'created.json';
    const payload = readFileSync(join(fixtures, kind, file), 'utf8');
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(read(kind, new URLSearchParams({ payload }).toString(), { headers })).toEqual(read(kind, payload));
  });

  it.each([
    ['ghcr', { 'x-github-event': 'ping' }, 'ping'],
    ['ghcr', { 'x-github-event': 'push' }, 'ignore'],
    ['gitea', { 'x-gitea-event': 'push' }, 'ignore'],
    ['gitea', { 'x-forgejo-event': 'create' }, 'ignore'],
  ] as const)('believes the event that a header of %s names: %o', (kind, headers, result) => {
    expect(read(kind, '{}', { headers })).toMatchObject({ result });
  });
});

it.each([
  ['ghcr.io/Acme/Web:V1', 'ghcr.io/acme/web:V1'],
  ['localhost:5000/Acme/Web:V1', 'localhost:5000/acme/web:V1'],
  ['Web:V1', 'docker.io/library/web:V1'],
])('takes the name of a Git repository for that of an image: %s', (image, name) => {
  const result = read('generic', JSON.stringify({ image }));
  const events = result.result === 'event' ? result.events : [];
  expect(events.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`)).toEqual([name]);
});

describe('a generic webhook that its writer got wrong', () => {
  it.each([
    ['no reference', { image: 'Not An Image' }, 'image 1 is no image reference'],
    ['a URL', { image: 'https://ghcr.io/acme/web' }, 'image 1 is no image reference'],
    ['two tags', { image: 'ghcr.io/acme/web:1', tag: '2' }, 'image 1 has two tags'],
    ['the second of a list', ['ghcr.io/acme/web:1', 'x y'], 'image 2 is no image reference'],
    ['no tag', { image: 'ghcr.io/acme/web', tag: 'a b' }, 'expected {image'],
    ['no digest', { image: 'ghcr.io/acme/web', digest: 'sha256:1' }, 'expected {image'],
    ['an unknown field', { image: 'ghcr.io/acme/web', version: '1' }, 'expected {image'],
    ['an unknown action', { image: 'ghcr.io/acme/web', action: 'pull' }, 'expected {image'],
    ['too long a list', Array(1_001).fill('ghcr.io/acme/web:1'), 'up to 1000'],
  ])('hears of it: %s', (_name, payload, message) => {
    expect(read('generic', JSON.stringify(payload))).toMatchObject({
      result: 'refuse',
      message: expect.stringContaining(message),
    });
  });
});
