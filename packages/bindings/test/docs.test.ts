import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { optionNames } from '../src/dialects/automator/options.ts';

it('the docs list every option, and no other', () => {
  const page = readFileSync(new URL('../../../docs/bindings.md', import.meta.url), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith('Options\n')) ?? '';
  const listed = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual([...optionNames].toSorted());
});
