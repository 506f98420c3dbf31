import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebhookReceiver, type RegistryWebhookKind, type WebhookRequest } from '../../src/index.ts';

const receiver = createWebhookReceiver();

async function isLetIn(kind: RegistryWebhookKind, secrets: readonly string[], request: WebhookRequest) {
  const result = await receiver.receive(kind, { secrets }, request);
  return result.result !== 'refuse' || result.code !== 'not-authentic';
}

const hello = '{"hello":"world"}';
const gitea = '2677ad3e7c090b2fa2c0fb13020d66d5420879b8316eb356a2d60fb9073bc778';

/** Known answers: of GitHub's documentation, and of other clients of the same senders. */
const vectors: readonly (readonly [RegistryWebhookKind, string, string, string, string])[] = [
  [
    'ghcr',
    "It's a Secret to Everybody",
    'Hello, World!',
    'x-hub-signature-256',
    'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  ],
  ['gitea', 'secret', hello, 'x-gitea-signature', gitea],
  ['gitea', 'secret', hello, 'x-forgejo-signature', gitea],
  ['gitea', 'secret', hello, 'x-hub-signature-256', `sha256=${gitea}`],
  ['artifactory', 'secret', hello, 'x-jfrog-event-auth', gitea],
  [
    'artifactory',
    'key',
    'The quick brown fox jumps over the lazy dog',
    'x-jfrog-event-auth',
    'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  ],
  ['nexus', 'secret', hello, 'x-nexus-webhook-signature', 'c9bd3c44a91cfe176f71afcc1e08240555f0ce8b'],
  ['generic', 'secret', hello, 'x-hub-signature-256', `sha256=${gitea}`],
];

describe.each(vectors)('%s, signed with %s', (kind, secret, text, header, signature) => {
  const body = Buffer.from(text);
  const signed = { headers: { [header]: signature }, body };

  it('is let in', async () => {
    expect(await isLetIn(kind, [secret], signed)).toBe(true);
    expect(await isLetIn(kind, ['the old one', secret], signed)).toBe(true);
  });

  it.each([
    ['another secret', { secret: `${secret} ` }],
    ['no signature', { shown: undefined }],
    ['an empty signature', { shown: '' }],
    ['an empty secret', { secret: '' }],
    ['the signature in upper case', { shown: signature.toUpperCase() }],
    ['half a signature', { shown: signature.slice(0, -2) }],
    ['more than a signature', { shown: `${signature}00` }],
    ['only a prefix', { shown: 'sha256=' }],
    ['SHA-1 as GitHub had it', { shown: `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` }],
  ])('is refused with %s', async (_name, change: { secret?: string; shown?: string | undefined }) => {
    const shown = 'shown' in change ? change.shown : signature;
    expect(await isLetIn(kind, [change.secret ?? secret], { headers: { [header]: shown }, body })).toBe(
      false,
    );
  });

  it('is refused with one flipped bit anywhere', async () => {
    const flip = (bytes: Buffer, bit: number): Buffer => {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return flipped;
    };
    for (let bit = 0; bit < body.length * 8; bit++) {
      expect(await isLetIn(kind, [secret], { ...signed, body: flip(body, bit) })).toBe(false);
    }
    for (let bit = 0; bit < signature.length * 8; bit++) {
      const shown = flip(Buffer.from(signature), bit).toString('latin1');
      expect(await isLetIn(kind, [secret], { headers: { [header]: shown }, body })).toBe(false);
    }
  });
});

describe('a form', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const form = Buffer.from(new URLSearchParams({ payload: hello }).toString());
  const hmac = (bytes: Buffer | string) => createHmac('sha256', 'secret').update(bytes).digest('hex');

  it('is signed as the bytes that were sent, by GitHub', async () => {
    const signed = (bytes: Buffer | string) => ({
      headers: { ...headers, 'x-hub-signature-256': `sha256=${hmac(bytes)}` },
      body: form,
    });
    expect(await isLetIn('ghcr', ['secret'], signed(form))).toBe(true);
    expect(await isLetIn('ghcr', ['secret'], signed(hello))).toBe(false);
  });

  it('is signed as the JSON in it, by Gitea', async () => {
    const signed = (bytes: Buffer | string) => ({
      headers: { ...headers, 'x-gitea-signature': hmac(bytes) },
      body: form,
    });
    expect(await isLetIn('gitea', ['secret'], signed(hello))).toBe(true);
    expect(await isLetIn('gitea', ['secret'], signed(form))).toBe(false);
  });

  it('without a payload is refused', async () => {
    const signed = { headers: { ...headers, 'x-gitea-signature': hmac('') }, body: Buffer.from('a=b') };
    expect(await receiver.receive('gitea', { secrets: ['secret'] }, signed)).toMatchObject({
      result: 'refuse',
    });
  });
});

it('lets nobody in who does not know the secret', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.uint8Array(), async (shown, bytes) => {
      const headers = {
        'x-hub-signature-256': shown,
        'x-gitea-signature': shown,
        'x-jfrog-event-auth': shown,
      };
      for (const kind of ['ghcr', 'gitea', 'artifactory', 'generic'] as const) {
        expect(await isLetIn(kind, ['a secret'], { headers, body: Buffer.from(bytes) })).toBe(false);
      }
    }),
  );
});
