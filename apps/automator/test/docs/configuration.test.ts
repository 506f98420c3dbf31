import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configKeys } from './config-keys.ts';
import { type Page, readPage } from './pages.ts';

const page = readPage('docs/configuration.md');
const keys = configKeys();

/** What the table of keys says: each key with the pages that its row leads to. */
const documented = new Map<string, readonly Page[]>(
  page.prose
    .split(/^## /m, 1)
    .flatMap((section) => section.split('\n'))
    .filter((line) => /^\| `[a-zA-Z.[\]<>]+`/.test(line))
    .flatMap((line) => {
      const [, cell = '', rest = ''] = /^\|([^|]*)\|(.*)$/.exec(line) ?? [];
      const leadsTo = [...rest.matchAll(/\]\(([^)#]*)[^)]*\)/g)].map(([, link = '']) =>
        readPage(join(dirname(page.path), link === '' ? 'configuration.md' : link)),
      );
      return keysOf(cell).map((key) => [key, leadsTo] as const);
    }),
);

/** The keys of a cell; those behind the first stand beside it. */
function keysOf(cell: string): string[] {
  const [first = '', ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const parent = first.replace(/[^.]*$/, '');
  return [first, ...others.map((name) => parent + name.replace(/^\./, ''))];
}

/** Whether a page names the last word of a key, in code. */
function names({ prose, blocks }: Page, key: string): boolean {
  const code = [...prose.matchAll(/`[^`\n]+`/g)].join('\n') + blocks.map(({ text }) => text).join('\n');
  return new RegExp(`\\b${key.slice(key.lastIndexOf('.') + 1)}\\b`).test(code);
}

function isDocumented(key: string): boolean {
  if (documented.has(key)) return true;
  if ([...documented.keys()].some((known) => known.startsWith(`${key}.`) || known.startsWith(`${key}[`)))
    return true;
  const above = [...documented].filter(
    ([known]) => key.startsWith(`${known}.`) || key.startsWith(`${known}[`),
  );
  return above.some(([, pages]) => pages.some((other) => names(other, key)));
}

describe('the page of the configuration', () => {
  it('names no key that is not there', () => {
    const known = new Set([...keys, 'webhooks.registry.<kind>', 'webhooks.forge.<kind>']);
    expect([...documented.keys()].filter((key) => !known.has(key))).toEqual([]);
  });

  it('names every key, or the page that does', () => {
    expect(keys.filter((key) => !isDocumented(key))).toEqual([]);
  });
});
