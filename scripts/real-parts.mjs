// Makes the real parts of the end-to-end tests available: those that the machine has are used as they are, the
// others are unpacked from the distribution's packages into .cache/parts. Nothing is installed on the system and
// no daemon is started. With CI=true a part that stays missing fails the run.
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain, root, runCommand } from './run-command.mjs';

/** name: the program; package: Debian's name; probe: arguments with which it answers and ends with 0. */
const PARTS = [
  { name: 'docker-registry', package: 'docker-registry', probe: ['--version'] },
  { name: 'redis-server', package: 'redis-server', probe: ['--version'] },
];

const cache = join(root, '.cache/parts');

/** @returns {Promise<boolean>} whether the run may go on; if not, it was said why. */
export async function realParts(env = process.env) {
  const missing = [];
  for (const part of PARTS)
    if (!(await runs(part.name, part)) && !(await runs(fetched(part), part))) missing.push(part);
  if (missing.length === 0) return true;

  const left = (await canUnpack()) ? await unpackAll(missing) : missing;
  for (const { name, package: debian } of left) {
    console.error(
      `real parts: ${name} is missing, so the tests that need it are left out. Put a program named ${name} on ` +
        `the PATH (on Debian and Ubuntu: apt-get install ${debian}), or run this as root on Debian or Ubuntu.`,
    );
  }
  return left.length === 0 || env.CI !== 'true';
}

async function runs(command, { probe }) {
  return (await runCommand(command, probe)).status === 0;
}

function fetched({ name }) {
  return join(cache, 'bin', name);
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
    const problem = await unpack(part);
    if (problem === undefined) continue;
    console.error(problem);
    failures.push(part);
  }
  return failures;
}

/** @returns what went wrong, if anything did. */
async function unpack(part) {
  const packages = join(cache, `${part.name}.packages`);
  const tree = join(cache, part.name);
  const fresh = `${tree}.new`;
  for (const folder of [packages, fresh]) await rm(folder, { recursive: true, force: true });
  await mkdir(join(packages, 'partial'), { recursive: true });

  // A package list that is missing or old is made new only when it turns out to be too old.
  let download = await downloadPackages(part, packages);
  if (download.status !== 0) {
    console.log('real parts: apt-get update');
    await runCommand('apt-get', ['update', '--quiet']);
    download = await downloadPackages(part, packages);
  }
  if (download.status !== 0)
    return `${download.output}\nreal parts: ${part.package} could not be downloaded.`;

  for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb'))) {
    const { status, output } = await runCommand('dpkg-deb', ['--extract', join(packages, file), fresh]);
    if (status !== 0) return `${output}\nreal parts: ${file} could not be unpacked.`;
  }
  await rm(tree, { recursive: true, force: true });
  await rename(fresh, tree);
  await rm(packages, { recursive: true, force: true });
  await writeLauncher(part, tree);

  const { status, output } = await runCommand(fetched(part), part.probe);
  return status === 0 ? undefined : `${output}\nreal parts: the unpacked ${part.name} does not run.`;
}

/** The package and those of its dependencies that the system does not have. */
function downloadPackages(part, folder) {
  const settings = [`Dir::Cache::archives=${folder}`, 'APT::Sandbox::User=root', 'Debug::NoLocking=1'];
  const options = settings.flatMap((setting) => ['--option', setting]);
  const what = [
    'install',
    '--download-only',
    '--reinstall',
    '--yes',
    '--no-install-recommends',
    part.package,
  ];
  return runCommand('apt-get', [...options, ...what], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

/** The program finds the libraries that were unpacked beside it; `exec` keeps its process id. */
async function writeLauncher(part, tree) {
  const libraries = ['usr/lib', 'lib']
    .map((folder) => join(tree, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .filter((folder) => folder.endsWith('-linux-gnu') || folder.endsWith('/lib'));
  const program = ['usr/bin', 'bin', 'usr/sbin']
    .map((folder) => join(tree, folder, part.name))
    .find(existsSync);
  const path = `${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`;
  await mkdir(join(cache, 'bin'), { recursive: true });
  await writeFile(fetched(part), `#!/bin/sh\nLD_LIBRARY_PATH="${path}" exec "${program}" "$@"\n`);
  await chmod(fetched(part), 0o755);
}

if (isMain(import.meta.url)) process.exitCode = (await realParts()) ? 0 : 1;
