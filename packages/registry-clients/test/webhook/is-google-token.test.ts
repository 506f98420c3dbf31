import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindKey, isGoogleToken } from '../../src/webhook/is-google-token.ts';
import { claims, createTokenMaker, made } from './token-maker.ts';

const google = createTokenMaker('key-1');
const stranger = createTokenMaker('key-1');
const expected = { audiences: [claims.aud], emails: [claims.email] };
const findKey: FindKey = async (kid) => (kid === 'key-1' ? google.publicKey : undefined);
const isLetIn = (token: string, at = made + 10): Promise<boolean> =>
  isGoogleToken(`Bearer ${token}`, expected, findKey, at * 1000);

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const good = google.make(claims);

describe('a token of Google', () => {
  it.each([
    ['as it is', claims, 10],
    ['of the other issuer', { ...claims, iss: 'accounts.google.com' }, 10],
    ['with a clock behind ours', claims, -50],
    ['just over', claims, 3650],
  ])('is good %s', async (_name, shown, after) => {
    expect(await isLetIn(google.make(shown), made + after)).toBe(true);
  });

  it('may be for any of several audiences and accounts', async () => {
    const several = { audiences: ['x', claims.aud], emails: ['y', claims.email] };
    expect(await isGoogleToken(`bearer ${good}`, several, findKey, made * 1000)).toBe(true);
    expect(await isGoogleToken(`Bearer ${good}`, { ...several, emails: [] }, findKey, made * 1000)).toBe(
      false,
    );
  });

  it.each([
    ['for somebody else', { ...claims, aud: 'https://other.acme.test' }],
    ['for several', { ...claims, aud: [claims.aud] }],
    ['for nobody', { ...claims, aud: undefined }],
    ['of another account', { ...claims, email: 'other@acme.iam.gserviceaccount.com' }],
    ['of an account that is not verified', { ...claims, email_verified: false }],
    ['of an account that is verified in words', { ...claims, email_verified: 'true' }],
    ['of another issuer', { ...claims, iss: 'https://accounts.google.com.acme.test' }],
    ['that is over', { ...claims, exp: made - 120 }],
    ['that never ends', { ...claims, exp: undefined }],
    ['that is not yet made', { ...claims, iat: made + 600 }],
    ['that says nothing', null],
  ])('is refused %s', async (_name, shown) => {
    expect(await isLetIn(google.make(shown))).toBe(false);
  });

  it.each([
    ['signed by somebody else', stranger.make(claims)],
    ['of a key that is unknown', google.make(claims, { alg: 'RS256', kid: 'key-2' })],
    ['without a key', google.make(claims, { alg: 'RS256' })],
    ['of another algorithm', google.make(claims, { alg: 'RS512', kid: 'key-1' })],
    ['that is not signed', `${encode({ alg: 'none', kid: 'key-1' })}.${encode(claims)}.`],
    ['signed with the public key', hmacWithPublicKey()],
    ['with padding', `${good}==`],
    ['with a fourth part', `${good}.${encode({})}`],
    ['with two parts', good.slice(0, good.lastIndexOf('.'))],
    ['that is too long', google.make({ ...claims, more: 'x'.repeat(8_192) })],
    ['that is empty', ''],
  ])('is refused %s', async (_name, token) => {
    expect(await isLetIn(token)).toBe(false);
  });

  it.each([undefined, '', good, `Basic ${good}`, `Bearer ${good} ${good}`])(
    'is a bearer token',
    async (header) => {
      expect(await isGoogleToken(header, expected, findKey, made * 1000)).toBe(false);
    },
  );

  it('is refused with any other character anywhere', async () => {
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='];
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(...alphabet), async (at, character) => {
        fc.pre(good[at] !== character);
        expect(await isLetIn(good.slice(0, at) + character + good.slice(at + 1))).toBe(false);
      }),
      { numRuns: 500, examples: alphabet.map((character) => [good.length - 1, character]) },
    );
  });

  it('never says where its key is', async () => {
    const asked: string[] = [];
    const header = { alg: 'RS256', kid: 'key-1', jku: 'https://evil.test/keys', jwk: stranger.publicKey };
    const askedFor: FindKey = async (kid) => {
      asked.push(kid);
      return findKey(kid);
    };
    const token = `Bearer ${stranger.make(claims, header)}`;
    expect(await isGoogleToken(token, expected, askedFor, made * 1000)).toBe(false);
    expect(asked).toEqual(['key-1']);
  });
});

function hmacWithPublicKey(): string {
  const signed = `${encode({ alg: 'HS256', kid: 'key-1' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', google.publicKey.n ?? '')
    .update(signed)
    .digest('base64url')}`;
}
