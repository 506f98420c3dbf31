import { createHash } from 'node:crypto';
import type { Credential } from '../credentials/credential.ts';
import { createRemember, type Expiring } from '../credentials/remember.ts';

/** Whose value it is, and its name. */
export interface MemoryKey {
  readonly host: string;
  readonly credential: Credential | undefined;
  readonly name: string;
}

/** Gives what is remembered under a key and not expired, or fetches it. */
export type Memory = (key: MemoryKey, fetch: () => Promise<Expiring<string>>) => Promise<string>;

/**
 * What the adapters of one client remember between two listings: tokens, ids. Other credentials have other values, so
 * a changed secret never meets an old token.
 *
 * @param now milliseconds since 1970
 */
export function createMemory(now: () => number): Memory {
  const remember = createRemember<string>(now);
  return ({ host, credential, name }, fetch) => {
    const whose = JSON.stringify([host, name, credential ?? null]);
    return remember(createHash('sha256').update(whose).digest('base64url'), fetch);
  };
}
