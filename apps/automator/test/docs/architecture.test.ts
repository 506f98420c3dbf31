import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPage, root } from './pages.ts';

const folders = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

it('the page on the architecture says what every folder is for', () => {
  const { prose } = readPage('docs/architecture.md');
  const packages = ['packages', 'apps'].flatMap((parent) =>
    folders(parent).map((name) => `${parent}/${name}`),
  );
  expect(packages.filter((folder) => !prose.includes(`\`${folder}`))).toEqual([]);
  const inside = folders('apps/automator/src');
  expect(
    inside.filter((folder) => !new RegExp(`\`(?:…|apps/automator/src)/${folder}\``).test(prose)),
  ).toEqual([]);
});
