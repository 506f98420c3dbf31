import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SigningKey } from '../../src/webhook/is-google-token.ts';

/** Seconds since 1970 at which the tokens of these tests are made. */
export const made = 1_760_000_000;

/** What a push subscription's token says. */
export const claims = {
  aud: 'https://automator.acme.test',
  azp: '103416794574132452123',
  email: 'pusher@acme.iam.gserviceaccount.com',
  email_verified: true,
  exp: made + 3600,
  iat: made,
  iss: 'https://accounts.google.com',
  sub: '103416794574132452123',
};

/** A key of our own that signs as Google would. */
export interface TokenMaker {
  readonly publicKey: SigningKey;
  readonly privateKey: KeyObject;
  make(claims: unknown, header?: unknown): string;
}

export function createTokenMaker(kid: string): TokenMaker {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' },
    privateKey,
    make: (body, header = { alg: 'RS256', kid, typ: 'JWT' }) => {
      const signed = `${encode(header)}.${encode(body)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}
