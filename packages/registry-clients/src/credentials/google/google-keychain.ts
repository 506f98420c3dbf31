import type { Keychain } from '../credential.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { createRemember } from '../remember.ts';
import { type GoogleOptions, tokenForKey, tokenOfMachine } from './google-token.ts';

export interface GoogleKeychainOptions extends GoogleOptions {
  /**
   * The text of a key file. Default: the file that `GOOGLE_APPLICATION_CREDENTIALS` names, else the account that we
   * run as.
   */
  readonly key?: (() => string) | undefined;
}

/**
 * Logs in to Google's registries with an access token, which every host of theirs takes. Two small requests, so that
 * no SDK is needed.
 *
 * @throws RegistryError `credentials-unreadable`
 */
export function googleKeychain(options: GoogleKeychainOptions): Keychain {
  const remember = createRemember<string>(options.now);
  const file = options.env['GOOGLE_APPLICATION_CREDENTIALS'];
  return {
    async find({ host }) {
      const key = options.key?.() ?? (file ? await readSecretFile(host, file) : undefined);
      const password = await remember(key ?? '', () =>
        key === undefined ? tokenOfMachine(host, options) : tokenForKey(host, key, options),
      );
      return { username: 'oauth2accesstoken', password };
    },
  };
}
