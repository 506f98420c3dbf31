import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/index.ts';

/** Who may read and act: the tokens of `api.tokens`, or everybody for reading where `api.open` says so. */
export interface ApiAccess {
  readonly tokens: readonly Secret[];
  readonly open: boolean;
}

/** Whether a request with this `Authorization` header may read. Compares in constant time. */
export function mayRead(access: ApiAccess, authorization: string | undefined): boolean {
  if (access.open) return true;
  const [, given] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
  if (given === undefined) return false;
  return access.tokens.map((token) => isEqual(token.reveal(), given)).includes(true);
}

function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
