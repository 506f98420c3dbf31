import { expect, it } from 'vitest';
import { checkFile } from './check-file.ts';
import { Random } from './random.ts';

/** Files that once broke a promise; fuzzing found them and made them short. */
const found: readonly (readonly [string, string, string])[] = [
  ['one scalar in two fields', '.gitlab-ci.yml', 'image:\n  name: e\n  tag: '],
];

it.each(found)('holds every promise for %s', (_, path, text) => {
  for (let seed = 0; seed < 10; seed += 1) {
    expect(checkFile(path, Buffer.from(text, 'latin1'), new Random(seed)).fields).toBeGreaterThan(0);
  }
});
