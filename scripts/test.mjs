// `npm test [-- FILTER...]`: installs what is missing, checks, builds and runs every test. Its last line is the
// result: "N passed, N failed", where a failed step counts as one failure.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { countResults } from './count-results.mjs';
import { install } from './install.mjs';
import { realParts } from './real-parts.mjs';
import { installed, root, runCommand } from './run-command.mjs';

const filters = process.argv.slice(2);
console.log(`test: Node ${process.versions.node}`);
const result = (await install()) ? await run() : { passed: 0, failed: 1, skipped: 0 };
const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
console.log(`${result.passed} passed, ${result.failed} failed${skipped}`);
process.exitCode = result.failed === 0 ? 0 : 1;

async function run() {
  const steps = { 'real parts': await realParts(), check: await check(), build: await build() };
  const tests = await runTests();
  const broken = Object.keys(steps).filter((name) => !steps[name]);
  for (const name of broken) console.error(`test: ${name} failed; what it said is above.`);
  for (const problem of tests.problems) console.error(`test: ${problem}`);
  return { ...tests, failed: tests.failed + broken.length };
}

async function runTests() {
  const file = join(root, 'test-results/vitest.json');
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = await runCommand(installed('vitest'), ['run', ...reporters, ...filters], { show: true });
  return countResults(readReport(file), status);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
