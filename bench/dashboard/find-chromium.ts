import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const names: readonly string[] = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
/** Where `scripts/real-parts.mjs` puts what the machine does not have; the build is in `bench/dist/dashboard`. */
const fetched: string = fileURLToPath(new URL('../../../.cache/parts/bin/chromium', import.meta.url));

/** @throws Error when there is no browser */
export function findChromium(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), fetched];
  const found = places.find(isExecutable);
  if (found === undefined)
    throw new Error('there is no Chromium: node scripts/real-parts.mjs says what to do');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
