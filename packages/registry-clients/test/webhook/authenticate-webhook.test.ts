import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createWebhookReceiver,
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookRequest,
  type WebhookSecrets,
} from '../../src/index.ts';

const receiver = createWebhookReceiver({ googleKeysUrl: 'http://127.0.0.1:1/keys' });

/** Whether a delivery is let in; what it says is of no interest here. */
async function isLetIn(
  kind: RegistryWebhookKind,
  secrets: WebhookSecrets,
  shown: WebhookRequest,
): Promise<boolean> {
  const result = await receiver.receive(kind, secrets, shown);
  return result.result !== 'refuse' || result.code !== 'not-authentic';
}

const body = Buffer.from('{}');
const request = (more: Partial<WebhookRequest> = {}): WebhookRequest => ({ headers: {}, body, ...more });
const basic = (text: string) => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
});
const user = { username: 'hook', password: 'pass:word' };

const accepted: readonly (readonly [string, WebhookSecrets, Partial<WebhookRequest>])[] = [
  ['the token', { tokens: ['t1'] }, { token: 't1' }],
  ['the new token while it is replaced', { tokens: ['old', 'new'] }, { token: 'new' }],
  ['the old token while it is replaced', { tokens: ['old', 'new'] }, { token: 'old' }],
  ['the header', { headers: { authorization: ['Bearer x'] } }, { headers: { authorization: 'Bearer x' } }],
  [
    'the header in other letters',
    { headers: { 'X-Hook': ['x'] } },
    { headers: { 'x-hook': 'x', other: 'y' } },
  ],
  ['every header', { headers: { a: ['1'], b: ['2'] } }, { headers: { a: '1', b: '2' } }],
  ['the new header while it is replaced', { headers: { a: ['1', '2'] } }, { headers: { a: '2' } }],
  ['basic', { basic: [user] }, basic('hook:pass:word')],
  ['another basic', { basic: [{ username: 'a', password: 'b' }, user] }, basic('hook:pass:word')],
  ['token and header', { tokens: ['t1'], headers: { a: ['1'] } }, { token: 't1', headers: { a: '1' } }],
];

const refused: readonly (readonly [string, WebhookSecrets, Partial<WebhookRequest>])[] = [
  ['nothing configured', {}, { token: 't1', ...basic('a:b') }],
  ['nothing configured, in empty lists', { tokens: [], secrets: [], headers: {}, basic: [] }, { token: '' }],
  ['no token', { tokens: ['t1'] }, {}],
  ['a wrong token', { tokens: ['t1'] }, { token: 't2' }],
  ['the beginning of a token', { tokens: ['t1'] }, { token: 't' }],
  ['an empty token for an empty one', { tokens: [''] }, { token: '' }],
  ['no token for an empty one', { tokens: [''] }, {}],
  ['a wrong header', { headers: { a: ['1'] } }, { headers: { a: '2' } }],
  ['a header that has no value yet', { headers: { a: [] } }, { headers: { a: '' } }],
  ['one header of two', { headers: { a: ['1'], b: ['2'] } }, { headers: { a: '1' } }],
  ['an empty header for an empty one', { headers: { a: [''] } }, { headers: { a: '' } }],
  ['a wrong password', { basic: [user] }, basic('hook:pass')],
  ['another scheme', { basic: [user] }, { headers: { authorization: 'Bearer aG9vazpwYXNzOndvcmQ=' } }],
  ['no basic', { basic: [user] }, {}],
  ['the token without the header', { tokens: ['t1'], headers: { a: ['1'] } }, { token: 't1' }],
  ['the header without the token', { tokens: ['t1'], headers: { a: ['1'] } }, { headers: { a: '1' } }],
];

/** The senders that sign. */
const signing: readonly RegistryWebhookKind[] = ['ghcr', 'artifactory', 'nexus', 'gitea', 'generic'];

describe.each(registryWebhookKinds)('a %s webhook', (kind) => {
  it.each(accepted)('is let in with %s', async (_name, secrets, shown) => {
    expect(await isLetIn(kind, secrets, request(shown))).toBe(true);
  });

  it.each(refused)('is refused with %s', async (_name, secrets, shown) => {
    expect(await isLetIn(kind, secrets, request(shown))).toBe(false);
  });

  it('is refused where it has to sign and does not', async () => {
    const secrets = { secrets: ['s'], tokens: ['t1'] };
    const headers = { 'x-hub-signature-256': 'sha256=00' };
    expect(await isLetIn(kind, secrets, request({ token: 't1', headers }))).toBe(false);
  });

  it('is let in by its own token alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.string(), async (token, shown) => {
        expect(await isLetIn(kind, { tokens: [token] }, request({ token: shown }))).toBe(token === shown);
      }),
      { numRuns: 50 },
    );
  });

  it('says how it is configured where it is not', async () => {
    const result = await receiver.receive(kind, {}, request());
    expect(result).toMatchObject({
      code: 'not-authentic',
      message: expect.stringMatching(
        new RegExp(
          `^webhooks\\.registry\\.${kind} has no secret, so nobody is let in; under webhooks\\.registry\\.${kind} write \\w+: `,
        ),
      ),
    });
  });
});

it.each(registryWebhookKinds.filter((kind) => !signing.includes(kind)))(
  'says of %s that it cannot sign, where only secrets are configured',
  async (kind) => {
    const result = await receiver.receive(kind, { secrets: ['given'] }, request());
    expect(result).toMatchObject({ message: expect.stringContaining('cannot sign') });
    expect(JSON.stringify(result)).not.toContain('given');
  },
);
