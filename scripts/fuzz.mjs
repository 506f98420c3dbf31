// `npm run fuzz`: break files in every way, read and edit them, for ten minutes or `-- --seconds N`. Prints its seed;
// `-- --seed N` repeats a run.
import { parseArgs } from 'node:util';
import { installed, runCommand } from './run-command.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
console.log(`fuzz: seed ${values.seed}, ${values.seconds} seconds`);
const { status } = await runCommand(
  installed('vitest'),
  ['run', '--project', 'unit', 'packages/manifest-patcher/test/fuzz'],
  { show: true, env: { FUZZ_SECONDS: values.seconds, FUZZ_SEED: values.seed } },
);
process.exitCode = status;
