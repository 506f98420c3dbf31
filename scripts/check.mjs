// `npm run check`: everything that is to be said about the code without running it.
import { installed, isMain, runCommand } from './run-command.mjs';

const CHECKS = [
  {
    name: 'format and lint',
    command: installed('biome'),
    args: ['ci', '--colors=off', '--diagnostic-level=warn', '--error-on-warnings', '.'],
  },
  {
    name: 'types',
    command: installed('tsc'),
    args: ['--noEmit', '--pretty', 'false', '-p', 'tsconfig.json'],
  },
  {
    name: 'types of the page',
    command: installed('tsc'),
    args: ['--noEmit', '--pretty', 'false', '-p', 'apps/dashboard/tsconfig.json'],
  },
  { name: 'dead code', command: installed('knip'), args: ['--no-progress'] },
  { name: 'dependencies', command: process.execPath, args: ['scripts/check-lock.mjs'] },
];

/** @returns {Promise<boolean>} whether all is well; if not, it was said what is not. */
export async function check() {
  let well = true;
  for (const { name, command, args } of CHECKS) {
    const { status, output } = await runCommand(command, args);
    if (status !== 0) {
      well = false;
      console.error(output.trimEnd());
    }
    console.log(`check: ${name}: ${status === 0 ? 'ok' : 'failed'}`);
  }
  return well;
}

if (isMain(import.meta.url)) process.exitCode = (await check()) ? 0 : 1;
