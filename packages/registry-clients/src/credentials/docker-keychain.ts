import { readFile, stat } from 'node:fs/promises';
import { RegistryError } from '../registry-error.ts';
import type { CredentialWish, Keychain } from './credential.ts';
import { commandKeychain } from './credential-command.ts';
import { parseDockerConfig } from './docker-config.ts';
import { always, byImage, firstOf } from './keychain.ts';

export interface DockerKeychainOptions {
  /** Docker's `config.json`, Podman's `auth.json`, or a mounted Kubernetes secret. */
  readonly file: string;
  /** Run the credential helpers that the file names. Kubernetes does not. Default: `false`. */
  readonly helpers?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
}

/**
 * Finds credentials in a file as Docker writes it, which is read again when it changes. Helpers of a host come first,
 * then the helper of all hosts, then what the file holds itself.
 */
export function dockerKeychain(options: DockerKeychainOptions): Keychain {
  let read: { readonly version: string; readonly keychain: Keychain } | undefined;
  return {
    async find(wish) {
      const version = await versionOf(options.file, wish);
      if (read?.version !== version) read = { version, keychain: await load(options, wish) };
      return read.keychain.find(wish);
    },
  };
}

async function versionOf(file: string, wish: CredentialWish): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (cause) {
    throw unreadable(file, wish, 'cannot be read', cause);
  }
}

async function load(
  { file, helpers: allowed = false, env, now }: DockerKeychainOptions,
  wish: CredentialWish,
): Promise<Keychain> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, wish, 'cannot be read', cause);
  });
  const config = parseDockerConfig(text);
  if (config === undefined) throw unreadable(file, wish, 'is not a file of registry credentials');
  const helper = (name: string): Keychain =>
    commandKeychain([`docker-credential-${name}`, 'get'], { env, now });
  const { auths, helpers, store } = config;
  return firstOf([
    ...(allowed ? [byImage(helpers.map((one) => ({ key: one.key, keychain: helper(one.helper) })))] : []),
    ...(allowed && store !== undefined ? [helper(store)] : []),
    byImage(auths.map(({ key, credential }) => ({ key, keychain: always(credential) }))),
  ]);
}

function unreadable(file: string, { host }: CredentialWish, what: string, cause?: unknown): RegistryError {
  return new RegistryError('credentials-unreadable', { host }, `the file ${file} ${what}`, { cause });
}
