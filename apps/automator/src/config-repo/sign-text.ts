import { spawn } from 'node:child_process';
import { AutomatorError } from '../errors/automator-error.ts';
import { gitEnvironment } from './git-environment.ts';
import type { Signing } from './new-commit.ts';

/** Longer than this no program needs without asking somebody. */
const patienceMilliseconds = 20_000;

/**
 * A detached signature in ASCII, as git keeps it in a commit.
 * @throws AutomatorError `signing-failed`
 */
export async function signText(
  text: string,
  signing: Signing,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const [program, args, beginning] = commandOf(signing);
  const { printed, said } = await run(program, args, text, env);
  if (printed.startsWith(beginning)) return printed;
  const key = signing.format === 'gpg' ? signing.key : signing.keyFile;
  const reason = said.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  throw new AutomatorError('signing-failed', `${program} did not sign with ${key}: ${reason}`, {
    where: 'commit.signing',
    next: 'check commit.signing: the program, and a key that is there and needs no passphrase; nothing is written unsigned',
  });
}

/** Signs something, to see whether commits can be signed. @throws AutomatorError `signing-failed` */
export async function trySigning(signing: Signing): Promise<void> {
  const { inherited } = await gitEnvironment({ url: '' });
  await signText('doctor\n', signing, inherited);
}

/** The program, its arguments and how its answer begins. It reads the text from standard input. */
function commandOf(signing: Signing): readonly [string, readonly string[], string] {
  if (signing.format === 'ssh') {
    return [
      'ssh-keygen',
      ['-Y', 'sign', '-n', 'git', '-f', signing.keyFile],
      '-----BEGIN SSH SIGNATURE-----',
    ];
  }
  const home = signing.home === undefined ? [] : ['--homedir', signing.home];
  const args = [...home, '--batch', '--no-tty', '--pinentry-mode', 'error', '--armor', '--detach-sign'];
  return ['gpg', [...args, '--local-user', signing.key], '-----BEGIN PGP SIGNATURE-----'];
}

function run(
  program: string,
  args: readonly string[],
  input: string,
  env: Readonly<Record<string, string>>,
): Promise<{ printed: string; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, timeout: patienceMilliseconds });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => resolve({ printed: '', said: error.message }));
    child.on('close', (status) => {
      const printed = status === 0 ? Buffer.concat(output).toString('latin1') : '';
      resolve({ printed, said: Buffer.concat(errors).toString('utf8') });
    });
    child.stdin.end(input);
  });
}
