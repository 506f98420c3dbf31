import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** The path of the script that starts a part which was unpacked into the folder. */
export function launcherOf({ name }, cache) {
  return join(cache, 'bin', name);
}

/**
 * Unpacks a part and what it needs from the distribution's packages, beside the system and not into it.
 *
 * @returns what went wrong, if anything did.
 */
export async function unpackPart(part, cache) {
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
    return `${download.output}\nreal parts: ${part.packages.join(', ')} could not be downloaded.`;

  for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb'))) {
    const { status, output } = await runCommand('dpkg-deb', ['--extract', join(packages, file), fresh]);
    if (status !== 0) return `${output}\nreal parts: ${file} could not be unpacked.`;
  }
  await rm(tree, { recursive: true, force: true });
  await rename(fresh, tree);
  await rm(packages, { recursive: true, force: true });
  await writeLauncher(part, cache, await realpath(tree));

  const { status, output } = await runCommand(launcherOf(part, cache), part.probe);
  return status === 0 ? undefined : `${output}\nreal parts: the unpacked ${part.name} does not run.`;
}

/** The part's packages and those of their dependencies that the system does not have. */
function downloadPackages(part, folder) {
  const settings = [`Dir::Cache::archives=${folder}`, 'APT::Sandbox::User=root', 'Debug::NoLocking=1'];
  const options = settings.flatMap((setting) => ['--option', setting]);
  const what = [
    'install',
    '--download-only',
    '--reinstall',
    '--yes',
    '--no-install-recommends',
    ...part.packages,
  ];
  return runCommand('apt-get', [...options, ...what], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

/** The program finds what was unpacked beside it; `exec` keeps its process id. */
async function writeLauncher(part, cache, tree) {
  const path = `${librariesIn(tree).join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`;
  const lines = ['#!/bin/sh', `export LD_LIBRARY_PATH="${path}"`];
  if (part.fonts !== undefined) {
    const config = join(tree, 'fonts.conf');
    await writeFile(config, fontConfiguration(part.fonts, tree));
    lines.push(`export FONTCONFIG_FILE="${config}"`);
    for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME'])
      lines.push(`export ${name}="${join(tree, 'home')}"`);
  }
  lines.push(`exec "${programIn(part, tree)}" "$@"`, '');
  await mkdir(join(cache, 'bin'), { recursive: true });
  await writeFile(launcherOf(part, cache), lines.join('\n'));
  await chmod(launcherOf(part, cache), 0o755);
}

function programIn({ name, program }, tree) {
  const places =
    program === undefined ? ['usr/bin', 'bin', 'usr/sbin'].map((dir) => `${dir}/${name}`) : [program];
  return places.map((place) => join(tree, place)).find(existsSync);
}

/** Folders of libraries, and the folders in them where some packages keep private ones. */
function librariesIn(tree) {
  const folders = ['usr/lib', 'lib'].map((name) => join(tree, name)).filter(existsSync);
  const perMachine = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(folder, name)),
  );
  return [
    ...folders,
    ...perMachine,
    ...perMachine.map((folder) => join(folder, 'pulseaudio')).filter(existsSync),
  ];
}

/** Only the fonts of the part, so that it draws the same on every machine. */
function fontConfiguration({ sans, mono }, tree) {
  const families = { 'system-ui': sans, 'sans-serif': sans, 'ui-monospace': mono, monospace: mono };
  const aliases = Object.entries(families).map(
    ([family, font]) =>
      `  <alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(tree, 'usr/share/fonts')}</dir>`,
    `  <cachedir>${join(tree, 'home/fontconfig')}</cachedir>`,
    ...aliases,
    '</fontconfig>',
    '',
  ].join('\n');
}
