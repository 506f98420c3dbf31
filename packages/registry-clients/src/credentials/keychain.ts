import type { Credential, Keychain } from './credential.ts';
import { byPrecedence, matchesKey, parseCredentialKey } from './credential-key.ts';

/** A keychain, and the images it is for: `host[:port][/path]`, with globs in the host. */
export interface KeychainEntry {
  readonly key: string;
  readonly keychain: Keychain;
}

/** Asks keychains in turn; the first that has a credential counts. */
export function firstOf(keychains: readonly Keychain[]): Keychain {
  return {
    async find(wish) {
      for (const keychain of keychains) {
        const found = await keychain.find(wish);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/**
 * Asks the keychain whose key matches the image best, as Kubernetes does: by host, port and the beginning of the
 * path, the longest path first. One that has nothing lets the next best be asked. A key that is none matches nothing.
 */
export function byImage(entries: readonly KeychainEntry[]): Keychain {
  const ordered = entries
    .flatMap(({ key: text, keychain }) => {
      const key = parseCredentialKey(text);
      return key === undefined ? [] : [{ key, keychain }];
    })
    .toSorted((one, other) => byPrecedence(one.key, other.key));
  return {
    find: (wish) =>
      firstOf(ordered.filter(({ key }) => matchesKey(key, wish)).map(({ keychain }) => keychain)).find(wish),
  };
}

/** Gives the same credential for every image, or what a function gives at the moment. */
export function always(credential: Credential | (() => Credential)): Keychain {
  return { find: async () => (typeof credential === 'function' ? credential() : credential) };
}
