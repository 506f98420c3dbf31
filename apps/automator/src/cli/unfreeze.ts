import { freezeRepos } from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readConfig } from './read-config.ts';
import { type PersonOptions, readWord } from './read-word.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** `automator unfreeze`: takes every freeze of the config repos away, by a commit to `.automator.yaml` of each. */
export async function unfreeze(options: PersonOptions, terminal: Terminal): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const word = readWord(options, terminal, Date.now());
  const done = await withProgress(terminal, (onProgress) =>
    freezeRepos({ config, configRepo: options.configRepo, word, onProgress }, false),
  );
  for (const { configRepo, commit } of done) {
    print(
      terminal,
      options.json ? JSON.stringify({ commit }) : `${configRepo}  unfreeze committed as ${commit}`,
    );
  }
  return exitCode.done;
}
