// `npm run test:node24`: the whole of `npm test` on Node 24, whose program comes inside an npm package.
import { install } from './install.mjs';
import { runCommand } from './run-command.mjs';

const VERSION = '24.21.0';

process.exitCode = (await install()) && (await isThere()) ? await runTests() : 1;

/** Without its install script the package holds no program, and the machine's own Node would run unnoticed. */
async function isThere() {
  const { output } = await onNode(['--print', 'process.version'], false);
  if (output.includes(`v${VERSION}`)) return true;
  console.error(`${output}\ntest:node24: Node ${VERSION} could not be had from the npm registry.`);
  return false;
}

async function runTests() {
  return (await onNode(['scripts/test.mjs', ...process.argv.slice(2)], true)).status;
}

function onNode(args, show) {
  const npx = ['--yes', '--ignore-scripts=false', '--package', `node@${VERSION}`, '--', 'node'];
  return runCommand('npx', [...npx, ...args], { show });
}
