import { spawn } from 'node:child_process';
import { type GitRemote, gitEnvironment } from './git-environment.ts';

/** One program of git's that is told things while it runs. */
export interface GitDialogue {
  /** Tells it something and waits. @returns the lines until the next empty one. @throws when it ends before that */
  ask(words: string): Promise<readonly string[]>;
  /** Tells it the last, and waits for its end. */
  end(words?: string): Promise<GitEnd>;
}

export interface GitEnd {
  /** The lines that were not read yet. */
  readonly lines: readonly string[];
  /** Everything that it printed for people. */
  readonly said: string;
}

/** The longest life of one. */
const lifeMilliseconds = 120_000;

/** @param signal ends the program */
export async function startGitDialogue(
  dir: string,
  remote: GitRemote,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<GitDialogue> {
  const { inherited, own } = await gitEnvironment(remote);
  const child = spawn('git', args, {
    cwd: dir,
    env: { ...inherited, ...own },
    timeout: lifeMilliseconds,
    ...(signal === undefined ? {} : { signal }),
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
  const finish = (): void => {
    ended = true;
    wake();
  };
  child.on('error', finish);
  child.on('close', finish);
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  return {
    ask: async (words) => {
      child.stdin.write(words);
      for (;;) {
        const end = `\n${printed}`.indexOf('\n\n');
        if (end >= 0) {
          const lines = printed.slice(0, end).split('\n').slice(0, -1);
          printed = printed.slice(end + 1);
          return lines;
        }
        if (ended) throw new Error(`git ${args.join(' ')} ended: ${said}`);
        await change();
      }
    },
    end: async (words = '') => {
      child.stdin.end(words);
      while (!ended) await change();
      return { lines: printed.split('\n'), said };
    },
  };
}
