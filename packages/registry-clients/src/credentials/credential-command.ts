import { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { dockerHub } from '../registry-host.ts';
import type { Credential, CredentialWish, Keychain } from './credential.ts';
import { createRemember } from './remember.ts';
import { runCommand } from './run-command.ts';

const TIMEOUT_MILLISECONDS = 30_000;
/** A program is not run for every request, and a changed secret is seen soon. */
const KEPT_MILLISECONDS = 60_000;

const output = z.object({ Username: z.string(), Secret: z.string().min(1) });

export interface CommandKeychainOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
}

/**
 * Asks a program, as Docker asks its credential helpers: the registry's address goes to its standard input, and
 * `{"Username", "Secret"}` comes back; the user `<token>` marks an identity token. A program that prints neither, or
 * ends with 1 and says "credentials not found", has nothing.
 *
 * @param command the program and its arguments; no shell reads them
 * @throws RegistryError `credentials-unreadable`
 */
export function commandKeychain(command: readonly string[], { env, now }: CommandKeychainOptions): Keychain {
  const remember = createRemember<Credential | undefined>(now);
  return {
    find: (wish) =>
      remember(wish.host, async () => ({
        value: await ask(command, env, wish),
        expiresAt: now() + KEPT_MILLISECONDS,
      })),
  };
}

async function ask(
  command: readonly string[],
  env: CommandKeychainOptions['env'],
  { host }: CredentialWish,
): Promise<Credential | undefined> {
  const fail = (what: string, cause?: unknown): RegistryError =>
    new RegistryError('credentials-unreadable', { host }, `the credential program ${command[0]} ${what}`, {
      cause,
    });
  const server = host === dockerHub ? 'https://index.docker.io/v1/' : host;
  const { exitCode, output: text } = await runCommand(command, {
    input: `${server}\n`,
    env,
    timeout: TIMEOUT_MILLISECONDS,
  }).catch((cause: unknown) => {
    throw fail('cannot be run', cause);
  });
  if (/credentials not found/i.test(text)) return undefined;
  if (exitCode !== 0) throw fail(`ended with ${exitCode}`);
  const parsed = output.safeParse(parse(text));
  if (!parsed.success) throw fail('did not print a user and a secret');
  const { Username: username, Secret: secret } = parsed.data;
  return username === '<token>' ? { identityToken: secret } : { username, password: secret };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
