// Makes the real parts of the end-to-end tests available: those that the machine has are used as they are, the
// others are unpacked from the distribution's packages into .cache/parts. Nothing is installed on the system and
// no daemon is started. With CI=true a part that stays missing fails the run.
import { join } from 'node:path';
import { isMain, root, runCommand } from './run-command.mjs';
import { launcherOf, unpackPart } from './unpack-part.mjs';

/**
 * name: the program; otherNames: what else it is called on a PATH; packages: Debian's names, the program's first;
 * program: where it lies in its package, when that is not a folder of programs; fonts: it draws text, with the
 * fonts of its packages; probe: arguments with which it answers and ends with 0.
 */
const PARTS = [
  { name: 'docker-registry', packages: ['docker-registry'], probe: ['--version'] },
  { name: 'redis-server', packages: ['redis-server'], probe: ['--version'] },
  {
    name: 'chromium',
    otherNames: ['google-chrome', 'google-chrome-stable', 'chromium-browser'],
    packages: ['chromium', 'fonts-inter', 'fonts-dejavu-core'],
    program: 'usr/lib/chromium/chromium',
    fonts: { sans: 'Inter', mono: 'DejaVu Sans Mono' },
    probe: ['--version'],
  },
];

const cache = join(root, '.cache/parts');

/** @returns {Promise<boolean>} whether the run may go on; if not, it was said why. */
export async function realParts(env = process.env) {
  const missing = [];
  for (const part of PARTS) if (!(await isThere(part))) missing.push(part);
  if (missing.length === 0) return true;

  const left = (await canUnpack()) ? await unpackAll(missing) : missing;
  for (const { name, otherNames = [], packages } of left) {
    console.error(
      `real parts: ${name} is missing, so the tests that need it are left out. Put a program named ` +
        `${[name, ...otherNames].join(' or ')} on the PATH (on Debian and Ubuntu: apt-get install ${packages[0]}), ` +
        'or run this as root on Debian or Ubuntu.',
    );
  }
  return left.length === 0 || env.CI !== 'true';
}

async function isThere(part) {
  for (const command of [part.name, ...(part.otherNames ?? []), launcherOf(part, cache)])
    if ((await runCommand(command, part.probe)).status === 0) return true;
  return false;
}

async function canUnpack() {
  if (process.getuid?.() !== 0) return false;
  const tools = [await runCommand('apt-get', ['--version']), await runCommand('dpkg-deb', ['--version'])];
  return tools.every(({ status }) => status === 0);
}

/** @returns the parts that are still missing. */
async function unpackAll(parts) {
  console.log(
    `real parts: unpacking ${parts.map(({ name }) => name).join(' and ')} from the distribution's packages into ` +
      '.cache/parts (nothing is installed on the system)',
  );
  const failures = [];
  for (const part of parts) {
    const problem = await unpackPart(part, cache);
    if (problem === undefined) continue;
    console.error(problem);
    failures.push(part);
  }
  return failures;
}

if (isMain(import.meta.url)) process.exitCode = (await realParts()) ? 0 : 1;
