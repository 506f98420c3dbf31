import type { ConfigRepo } from '../config-repo/index.ts';
import type { CauseMemory } from './remember-causes.ts';

/** The same config repo, which notes when its commits were pushed. A note that cannot be kept holds nothing up. */
export function notePushes(
  repo: ConfigRepo,
  memory: Pick<CauseMemory, 'noteWritten'>,
  now: () => number,
): ConfigRepo {
  const note = (commits: readonly string[]): void => {
    memory.noteWritten(commits, now()).catch(() => undefined);
  };
  return {
    ...repo,
    write: async (...args) => {
      const written = await repo.write(...args);
      note(written.commits);
      return written;
    },
    propose: async (...args) => {
      const commit = await repo.propose(...args);
      note([commit]);
      return commit;
    },
  };
}
