import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Whether a secret was shown, in a time that does not tell how much of it. Empty texts never match. */
export function isSame(wanted: string, shown: string | undefined): boolean {
  // Hashing makes the lengths equal, as the comparison needs them.
  const same = timingSafeEqual(sha256(wanted), sha256(shown ?? ''));
  return same && wanted !== '' && shown !== undefined;
}

/** The HMAC (RFC 2104) with SHA-256. */
export function hmac(secret: string | Buffer, body: Buffer, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(body).digest(encoding);
}

/** Whether a body is signed in a header of the form `sha256=<hex>`. */
export function isSignedLikeGithub(secret: string, body: Buffer, header: string | undefined): boolean {
  return secret !== '' && isSame(`sha256=${hmac(secret, body, 'hex')}`, header?.toLowerCase());
}

/** User and password of HTTP basic authentication (RFC 7617), as `user:password`. */
export function basicPair(header: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
