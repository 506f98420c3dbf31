import { spawn } from 'node:child_process';
import { type GitRemote, gitEnvironment } from './git-environment.ts';

/** Git's own program for HTTP, spoken to as git does: lines in, lines and an empty one out. Source: gitremote-helpers(7). */
export interface RemoteHelper {
  /** @returns the lines until the next empty one. @throws when the program ends before it */
  ask(question: string): Promise<readonly string[]>;
  /** Waits for its end. @returns everything that it printed for people */
  said(): Promise<string>;
}

/** The longest life of one. */
const lifeMilliseconds = 120_000;

/** @param signal ends the program */
export async function startRemoteHelper(
  dir: string,
  remote: GitRemote,
  signal: AbortSignal,
): Promise<RemoteHelper> {
  const { inherited, own } = await gitEnvironment(remote);
  const program = new URL(remote.url).protocol === 'https:' ? 'remote-https' : 'remote-http';
  const child = spawn('git', [program, 'target', remote.url], {
    cwd: dir,
    env: { ...inherited, ...own },
    timeout: lifeMilliseconds,
    signal,
  });
  let printed = '';
  let said = '';
  let ended = false;
  let wake: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.on('error', () => undefined);
  child.on('error', () => undefined);
  child.on('close', () => {
    ended = true;
    wake();
  });
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  return {
    ask: async (question) => {
      child.stdin.write(question);
      for (;;) {
        const end = `\n${printed}`.indexOf('\n\n');
        if (end >= 0) {
          const lines = printed.slice(0, end).split('\n');
          printed = printed.slice(end + 1);
          return lines;
        }
        if (ended) throw new Error(`git ${program} ended: ${said}`);
        await change();
      }
    },
    said: async () => {
      while (!ended) await change();
      return said;
    },
  };
}
