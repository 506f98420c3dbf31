// Installs the dependencies with `npm ci` where that was not done since the lock file changed.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root, runCommand } from './run-command.mjs';

const FLOOR = [20, 19];

/** @returns {Promise<boolean>} whether everything is in place; if not, it was said why. */
export async function install() {
  return isNodeNewEnough() && (await isGitThere()) && (isUpToDate() || (await npmCi()));
}

function isNodeNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return true;
  console.error(`install: Node ${FLOOR.join('.')} or newer is needed, this is ${process.versions.node}.`);
  return false;
}

async function isGitThere() {
  const { status } = await runCommand('git', ['--version']);
  if (status === 0) return true;
  console.error('install: the command "git" is needed. Install Git and see that it is on the PATH.');
  return false;
}

/** npm writes this file last, so a broken installation does not count. */
function isUpToDate() {
  const written = join(root, 'node_modules/.package-lock.json');
  return existsSync(written) && modified(written) >= modified(join(root, 'package-lock.json'));
}

function modified(path) {
  return statSync(path).mtimeMs;
}

async function npmCi() {
  console.log('install: npm ci');
  // The build's own tools are development dependencies, wanted under NODE_ENV=production too.
  const { status, output } = await runCommand('npm', ['ci', '--no-audit', '--no-fund', '--include=dev']);
  if (status === 0) return true;
  console.error(`${output}\ninstall: npm ci failed with ${status}; its output is above.`);
  return false;
}

if (isMain(import.meta.url)) process.exitCode = (await install()) ? 0 : 1;
