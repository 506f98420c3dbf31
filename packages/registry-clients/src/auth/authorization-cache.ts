import { createHash } from 'node:crypto';
import type { RegistryCredentials } from '../registry-client.ts';
import type { Subject } from '../registry-error.ts';

/** A value of the `Authorization` header that a registry has accepted. */
export interface Authorization {
  readonly scheme: 'basic' | 'bearer';
  readonly header: string;
  /** Milliseconds since 1970. Basic never expires. */
  readonly expiresAt?: number;
}

/** Remembers what a registry accepted: basic for the whole host, a token for its one repository. */
export interface AuthorizationCache {
  get(subject: Subject, credentials: RegistryCredentials | undefined): Authorization | undefined;
  set(subject: Subject, credentials: RegistryCredentials | undefined, value: Authorization): void;
  drop(subject: Subject, credentials: RegistryCredentials | undefined): void;
}

/** Other credentials have other entries, so a changed secret never meets an old token. */
export function createAuthorizationCache(now: () => number): AuthorizationCache {
  const entries = new Map<string, Authorization>();
  const keys = (subject: Subject, credentials: RegistryCredentials | undefined) => {
    const who = fingerprint(credentials);
    return { token: `${subject.host} ${who} ${subject.repository}`, basic: `${subject.host} ${who}` };
  };
  const fresh = (key: string): Authorization | undefined => {
    const entry = entries.get(key);
    return entry?.expiresAt !== undefined && entry.expiresAt <= now() ? undefined : entry;
  };

  return {
    get(subject, credentials) {
      const { token, basic } = keys(subject, credentials);
      return fresh(token) ?? fresh(basic);
    },
    set(subject, credentials, value) {
      for (const key of [...entries.keys()]) if (fresh(key) === undefined) entries.delete(key);
      const { token, basic } = keys(subject, credentials);
      entries.set(value.scheme === 'basic' ? basic : token, value);
    },
    drop(subject, credentials) {
      const { token, basic } = keys(subject, credentials);
      entries.delete(token);
      entries.delete(basic);
    },
  };
}

function fingerprint(credentials: RegistryCredentials | undefined): string {
  if (credentials === undefined) return 'anonymous';
  const { username, password } = credentials;
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest('base64url');
}
