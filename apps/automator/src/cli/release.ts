import { releaseField } from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readConfig } from './read-config.ts';
import { type PersonOptions, readWord } from './read-word.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** `automator release ID`: lifts what holds one image field, by a commit to `.automator.yaml`. */
export async function release(id: string, options: PersonOptions, terminal: Terminal): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const word = readWord(options, terminal, Date.now());
  const commit = await withProgress(terminal, (onProgress) =>
    releaseField(id, { config, configRepo: options.configRepo, word, onProgress }),
  );
  print(terminal, options.json ? JSON.stringify({ id, commit }) : `${id}  release committed as ${commit}`);
  return exitCode.done;
}
