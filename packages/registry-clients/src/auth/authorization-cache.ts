import { createHash } from 'node:crypto';
import type { Credential } from '../credentials/credential.ts';
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
  get(subject: Subject, credential: Credential | undefined): Authorization | undefined;
  set(subject: Subject, credential: Credential | undefined, value: Authorization): void;
  drop(subject: Subject, credential: Credential | undefined): void;
}

/** Other credentials have other entries, so a changed secret never meets an old token. */
export function createAuthorizationCache(now: () => number): AuthorizationCache {
  const entries = new Map<string, Authorization>();
  const keys = (subject: Subject, credential: Credential | undefined) => {
    const who = fingerprint(credential);
    return { token: `${subject.host} ${who} ${subject.repository}`, basic: `${subject.host} ${who}` };
  };
  const fresh = (key: string): Authorization | undefined => {
    const entry = entries.get(key);
    return entry?.expiresAt !== undefined && entry.expiresAt <= now() ? undefined : entry;
  };

  return {
    get(subject, credential) {
      const { token, basic } = keys(subject, credential);
      return fresh(token) ?? fresh(basic);
    },
    set(subject, credential, value) {
      for (const key of [...entries.keys()]) if (fresh(key) === undefined) entries.delete(key);
      const { token, basic } = keys(subject, credential);
      entries.set(value.scheme === 'basic' ? basic : token, value);
    },
    drop(subject, credential) {
      const { token, basic } = keys(subject, credential);
      entries.delete(token);
      entries.delete(basic);
    },
  };
}

/** Tells credentials apart without keeping them. */
export function fingerprint(credential: Credential | undefined): string {
  if (credential === undefined) return 'anonymous';
  return createHash('sha256')
    .update(JSON.stringify(proofOf(credential)))
    .digest('base64url');
}

function proofOf(credential: Credential): readonly string[] {
  if ('identityToken' in credential) return ['identity', credential.identityToken];
  if ('bearerToken' in credential) return ['bearer', credential.bearerToken];
  return ['user', credential.username, credential.password];
}
