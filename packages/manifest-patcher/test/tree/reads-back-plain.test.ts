import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readsBackPlain } from '../../src/tree/reads-back-plain.ts';

const plain: readonly string[] = [
  'nginx',
  'nginx:1.2.3',
  'ghcr.io/acme/web:1.4.2',
  `web@sha256:${'0'.repeat(64)}`,
  'localhost:5000/web:1',
  '1.2.3',
  'v1',
  '1.2.3-rc.1',
  '1.10-alpine',
  'main-abc123-17',
  '-x',
  ':x',
  '?x',
  'a#b',
  'a,b',
  'Grün',
];
const quoted: readonly string[] = [
  '',
  ' a',
  'a ',
  'a: b',
  'a:',
  'a #b',
  '#a',
  '- a',
  '-',
  '?',
  '[::1]:5000/web:1',
  '{a}',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '"a"',
  "'a'",
  'a\nb',
  'a\tb',
  'a\u2028b',
  '---',
  '--- a',
  '...',
  'null',
  'NULL',
  '~',
  'true',
  'False',
  'yes',
  'No',
  'ON',
  'off',
  'y',
  'N',
  '<<',
  '=',
  '1',
  '012',
  '0o14',
  '0x1F',
  '0b11',
  '1_000',
  '1.10',
  '1.',
  '.5',
  '5432e10',
  '1e3',
  '12:30',
  '190:20:30.15',
  '.inf',
  '-.INF',
  '.nan',
  '2024-01-05',
  '2001-12-14t21:59:43.10-05:00',
];

describe('readsBackPlain', () => {
  it.each(plain)('leaves %j plain', (text) => {
    expect(readsBackPlain(text)).toBe(true);
  });

  it.each(quoted)('wants quotes for %j', (text) => {
    expect(readsBackPlain(text)).toBe(false);
  });

  it.each(['a,b', 'a[0]', '{', 'a]', 'b}'])('wants quotes for %j in flow collections', (text) => {
    expect(readsBackPlain(text, true)).toBe(false);
  });

  const soup = fc.string({
    unit: fc.constantFrom(...'aeEfnotyNxO019.:-_+~# ,[]{}\'"?!&*|>%@`=<\\\t\nü\u00a0'),
    maxLength: 8,
  });
  const versions = ['1.1', '1.2'] as const;

  it('is true only where both versions of YAML read the same string, in block and in flow', () => {
    fc.assert(
      fc.property(soup, fc.boolean(), (text, inFlow) => {
        fc.pre(readsBackPlain(text, inFlow));
        for (const version of versions) {
          const document = parseDocument(inFlow ? `a: {b: ${text}, c: 1}` : `a: ${text} # c`, { version });
          expect(document.errors).toEqual([]);
          expect(document.getIn(inFlow ? ['a', 'b'] : ['a'])).toBe(text);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
