import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/index.ts';

/** Who may read and act: the tokens of `api.tokens`, or everybody for reading where `api.open` says so. */
export interface ApiAccess {
  readonly tokens: readonly Secret[];
  readonly open: boolean;
}

/** What whoever sends this `Authorization` header may do. Compares in constant time. */
export function callerOf(
  access: ApiAccess,
  authorization: string | undefined,
): { readonly mayRead: boolean; readonly mayAct: boolean } {
  const [, given] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
  const mayAct =
    given !== undefined && access.tokens.map((token) => isEqual(token.reveal(), given)).includes(true);
  return { mayRead: mayAct || access.open, mayAct };
}

/** Whether a request with this `Authorization` header may read. */
export function mayRead(access: ApiAccess, authorization: string | undefined): boolean {
  return access.open || callerOf(access, authorization).mayRead;
}

function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
