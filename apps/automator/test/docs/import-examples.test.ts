import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { readPages } from './pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'automator-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The pages that show what `automator import` makes of something: blocks marked `before FILE DIALECT`, `after FILE DIALECT`. */
const pages = readPages()
  .map(({ path, blocks }) => ({
    path,
    before: blocks.filter(({ marks }) => marks[0] === 'before'),
    after: blocks.filter(({ marks }) => marks[0] === 'after'),
  }))
  .filter(({ before }) => before.length > 0);

it('the four tools that are imported have such a page', () => {
  const dialects = pages.map(({ before }) => before[0]?.marks[2]);
  expect(dialects.toSorted()).toEqual(['argocd-image-updater', 'flux-v1', 'flux-v2', 'keel']);
});

it.each(pages)('$path shows what import does', async ({ before, after }) => {
  for (const { marks, text } of before) {
    const file = join(folder, marks[1] ?? '');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const silent = () => new PassThrough().resume();
  const args = ['import', '--dialects', before[0]?.marks[2] ?? '', folder];
  expect(await runCommandLine(args, { env: {}, stdout: silent(), stderr: silent() })).toBe(0);
  const shown = new Map([...before, ...after].map(({ marks, text }) => [marks[1] ?? '', text]));
  for (const [file, text] of shown) expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
  expect(after).not.toEqual([]);
});
