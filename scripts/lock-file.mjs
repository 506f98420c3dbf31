import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-command.mjs';

export const lockPath = join(root, 'package-lock.json');

export function readLock() {
  return JSON.parse(readFileSync(lockPath, 'utf8'));
}

/**
 * The optional dependencies that the lock names but does not hold. A registry that serves one platform's binaries
 * leaves out those of all others, and `npm ci` then refuses the lock on every machine.
 *
 * @returns {{ by: string, dev: boolean, name: string, version: string }[]}
 */
export function missingOptional({ packages }) {
  return Object.entries(packages).flatMap(([by, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => resolve(packages, by, name) === undefined)
      .map(([name, version]) => ({ by, dev: entry.dev === true, name, version })),
  );
}

/** Where Node finds `name` from the package at `from`: in its own node_modules folder or in one above. */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = parent(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return undefined;
  }
}

/** `node_modules/a/node_modules/b` is inside `node_modules/a`; a workspace and `node_modules/a` are at the top. */
function parent(folder) {
  const end = folder.lastIndexOf('/node_modules/');
  return end < 0 ? '' : folder.slice(0, end);
}
