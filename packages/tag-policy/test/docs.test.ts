import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decisions, policyFaults, policyForms, verdicts } from '../src/index.ts';

const page = readFileSync(new URL('../../../docs/policies.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, as pairs of the code in the first column and the text in the second. */
function tableUnder(heading: string): [string, string][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `(.+?)` \| (.+) \|$/gm)].map(([, code = '', meaning = '']) => [
    code,
    meaning,
  ]);
}

it.each([
  ['Verdicts', verdicts],
  ['Decisions', decisions],
  ['Errors in a policy', policyFaults],
])('the docs list under "%s" exactly what the code has', (heading, table) => {
  expect(tableUnder(heading)).toEqual(Object.entries(table));
});

it('the docs list every policy', () => {
  expect(tableUnder('Policies').flatMap(([form]) => form.split('`, `'))).toEqual(policyForms);
});
