import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ForgeKind, ForgeWebhookError, parseForgeWebhook } from '../../src/index.ts';
import { deliveries } from './deliveries.ts';

const kinds: readonly ForgeKind[] = [
  'github',
  'gitlab',
  'gitea',
  'bitbucket',
  'bitbucket-server',
  'azure-devops',
];
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Headers that lead into every branch. */
const headers = fc.record({
  'x-github-event': fc.constantFrom(
    'push',
    'pull_request',
    'pull_request_review',
    'issue_comment',
    'constructor',
  ),
  'x-gitea-event': fc.constantFrom('push', 'pull_request', 'issue_comment', '__proto__'),
  'x-event-key': fc.constantFrom(
    'repo:push',
    'pullrequest:created',
    'repo:refs_changed',
    'pr:opened',
    'toString',
  ),
});

describe('what a webhook says', () => {
  it.each(deliveries)('$kind: $verdict', ({ kind, headers: shown = {}, body, events }) => {
    expect(parseForgeWebhook(kind, { headers: shown, body: bytes(body) })).toEqual(events);
  });

  it('reads a form, as GitHub sends it unless JSON is chosen', () => {
    const body = { ref: 'refs/heads/main', after: 'a'.repeat(40), repository: { full_name: 'acme/config' } };
    const form = new URLSearchParams({ payload: JSON.stringify(body) }).toString();
    const type = 'application/x-www-form-urlencoded';
    const request = { headers: { 'x-github-event': 'push', 'content-type': type }, body: Buffer.from(form) };
    expect(parseForgeWebhook('github', request)).toMatchObject([{ kind: 'push', branch: 'main' }]);
  });

  it.each(kinds)('says that a body is not JSON, without quoting it: %s', (kind) => {
    for (const body of [Buffer.from('secret{'), Buffer.from([0xff, 0xfe]), Buffer.alloc(0)]) {
      const parse = (): unknown => parseForgeWebhook(kind, { headers: {}, body });
      expect(parse).toThrow(ForgeWebhookError);
      expect(parse).not.toThrow(/secret/);
    }
  });

  it.each(kinds)('takes any JSON without throwing: %s', (kind) => {
    fc.assert(
      fc.property(headers, fc.json(), (shown, json) => {
        expect(Array.isArray(parseForgeWebhook(kind, { headers: shown, body: Buffer.from(json) }))).toBe(
          true,
        );
      }),
    );
  });

  it('takes any part of a known body replaced by any JSON, and then says nothing that is not named in full', () => {
    const paths = deliveries.flatMap((delivery) =>
      pathsOf(delivery.body).map((path) => ({ delivery, path })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), ({ delivery, path }, value) => {
        const body = replaced(delivery.body, path, value);
        const request = { headers: delivery.headers ?? {}, body: bytes(body ?? null) };
        for (const event of parseForgeWebhook(delivery.kind, request)) {
          expect(event.repository).not.toBe('');
          if (event.kind !== 'push') expect(event.number).toBeGreaterThan(0);
        }
      }),
    );
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const deeper =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))
      : [];
  return [path, ...deeper];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((member, index) => (String(index) === key ? replaced(member, rest, by) : member));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) =>
    name === key ? [name, replaced(member, rest, by)] : [name, member],
  );
  return Object.fromEntries(entries);
}
