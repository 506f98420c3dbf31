import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitObject, gitObject } from '../../src/config-repo/git-object.ts';
import { packFile } from '../../src/config-repo/pack-file.ts';

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'pack-file-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function git(args: readonly string[], input: string | Buffer = ''): string {
  return execFileSync('git', args, { cwd: dir, input, encoding: 'utf8', stdio: 'pipe' });
}

async function pack(objects: readonly GitObject[]) {
  const made = await packFile(objects, 1, async (work) => work());
  writeFileSync(join(dir, `${made.name}.pack`), made.pack);
  writeFileSync(join(dir, `${made.name}.idx`), made.index);
  return made;
}

it.each([0, 1, 15, 16, 2047, 2048, 300_000])('holds a blob of %i bytes as it is', async (length) => {
  const blob = gitObject('blob', Buffer.alloc(length, 'text '));
  const { name } = await pack([blob]);
  expect(git(['verify-pack', '-v', `${name}.idx`])).toMatch(new RegExp(`^${blob.id} blob +${length} `, 'm'));
});

it('has the very index that git makes of it', async () => {
  const bodies = fc.uniqueArray(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(bodies, async (texts) => {
      const { name, index } = await pack(texts.map((text) => gitObject('blob', Buffer.from(text))));
      git(['index-pack', '-o', 'theirs.idx', `${name}.pack`]);
      expect(git(['show-index'], index)).toBe(git(['show-index'], readTheirs()));
      expect(index.equals(readTheirs())).toBe(true);
    }),
    { numRuns: 15 },
  );
});

function readTheirs(): Buffer {
  return readFileSync(join(dir, 'theirs.idx'));
}
