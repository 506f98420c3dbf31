import { holdField } from '../service/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readConfig } from './read-config.ts';
import { type PersonOptions, readWord } from './read-word.ts';
import { print, type Terminal } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** `automator hold ID`: holds one image field, by a commit to `.automator.yaml`. */
export async function hold(id: string, options: PersonOptions, terminal: Terminal): Promise<ExitCode> {
  const config = readConfig(options.config, terminal);
  const word = readWord(options, terminal, Date.now());
  const commit = await withProgress(terminal, (onProgress) =>
    holdField(id, { config, configRepo: options.configRepo, word, onProgress }),
  );
  print(terminal, options.json ? JSON.stringify({ id, commit }) : `${id}  hold committed as ${commit}`);
  return exitCode.done;
}
