import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { readPages, root } from './pages.ts';

const pages = new Map(readPages().map((page) => [page.path, page]));

/** What a page links to, without code, pictures among them. */
function linksOf(prose: string): string[] {
  const text = prose.replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

it.each([...pages.values()])('every link of $path leads somewhere', ({ path, prose }) => {
  const dead = linksOf(prose).filter((link) => {
    if (/^https?:/.test(link)) return !URL.canParse(link);
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file)).replaceAll('\\', '/');
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && pages.get(target)?.anchors.has(anchor) !== true;
  });
  expect(dead).toEqual([]);
});

it('every page is on the list of pages', () => {
  const index = linksOf(pages.get('docs/README.md')?.prose ?? '').map((link) =>
    normalize(join('docs', link.split('#')[0] ?? '')),
  );
  const missing = [...pages.keys()].filter(
    (path) => path.startsWith('docs/') && path !== 'docs/README.md' && !index.includes(path),
  );
  expect(missing).toEqual([]);
});

it('every picture is shown somewhere', () => {
  const folder = join(root, 'docs/images');
  const pictures = existsSync(folder) ? readdirSync(folder) : [];
  const shown = [...pages.values()].flatMap(({ prose }) => [
    ...prose.matchAll(/!\[[^\]]+\]\([^)]*?([^/)]+)\)/g),
  ]);
  expect(pictures.filter((picture) => !shown.some(([, file]) => file === picture))).toEqual([]);
});
