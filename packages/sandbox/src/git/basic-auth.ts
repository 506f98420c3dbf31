import { createHash, timingSafeEqual } from 'node:crypto';

export interface GitCredentials {
  readonly username: string;
  readonly password: string;
}

/** Whether an `Authorization` header carries these credentials (RFC 7617), compared in constant time. */
export function carriesCredentials(header: string | undefined, credentials: GitCredentials): boolean {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return false;
  const expected = `${credentials.username}:${credentials.password}`;
  return timingSafeEqual(sha256(Buffer.from(encoded, 'base64')), sha256(Buffer.from(expected)));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
