import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program of another project that the end-to-end tests run as it is. */
export type PartName = 'docker-registry' | 'redis-server' | 'chromium';

/** What else a part is called on a PATH. */
const OTHER_NAMES: Partial<Record<PartName, readonly string[]>> = {
  chromium: ['google-chrome', 'google-chrome-stable', 'chromium-browser'],
};

/** Where `scripts/real-parts.mjs` puts the parts that the machine does not have. */
const fetchedParts: string = fileURLToPath(new URL('../../.cache/parts/bin', import.meta.url));

/**
 * The path of a real part, on the PATH or among the fetched ones. Where it is missing, a suite leaves its tests
 * out and this says so loudly; in CI (`CI=true`) a missing part is an error, so that no green run hides it.
 */
export function findPart(name: PartName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = [name, ...(OTHER_NAMES[name] ?? [])];
  const onPath = folders.flatMap((folder) => names.map((program) => join(folder, program)));
  const found = [...onPath, join(fetchedParts, name)].find(isExecutable);
  if (found !== undefined) return found;

  const message = `the real part ${name} is missing: run "node scripts/real-parts.mjs", it says what to do`;
  if (env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n!!! TESTS LEFT OUT: ${message}\n\n`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
