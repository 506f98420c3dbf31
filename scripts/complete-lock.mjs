// Completes package-lock.json with the optional packages of other platforms that the registry did not serve.
// To be run after each change of dependencies: `npm install` and then `npm run lock`.
import { writeFileSync } from 'node:fs';
import { lockPath, missingOptional, readLock } from './lock-file.mjs';
import { platformOf } from './platform-of.mjs';

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

const lock = readLock();
const missing = missingOptional(lock);
const unclear = missing.filter(({ name, version }) => platformOf(name) === undefined || !EXACT.test(version));
for (const { by, name, version } of unclear) {
  console.error(`lock: ${name}@${version}, which ${by} wants, names no platform or no exact version.`);
}

for (const { by, dev, name, version } of missing) {
  const platform = platformOf(name);
  const top = `node_modules/${name}`;
  const taken = top in lock.packages && lock.packages[top].version !== version;
  lock.packages[taken ? `${by}/${top}` : top] = {
    version,
    ...(dev ? { dev: true } : {}),
    optional: true,
    ...platform,
  };
}

// npm sorts by the path, as its own collation has it.
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
if (unclear.length > 0) process.exitCode = 1;
else {
  writeFileSync(
    lockPath,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`,
  );
  console.log(`lock: ${missing.length} optional packages of other platforms added`);
}
