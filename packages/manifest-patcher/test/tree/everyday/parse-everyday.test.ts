import { describe, expect, it } from 'vitest';
import { parseByLibrary, parseDocument } from '../../../src/tree/parse-document.ts';
import { mutate } from '../../fuzz/mutate.ts';
import { Random } from '../../fuzz/random.ts';
import { seedTexts } from '../../fuzz/seed-texts.ts';
import { yaml } from '../../manifests.ts';
import { readEveryday, showTree } from '../show-tree.ts';

const before = 'a: 0\n';

/** What both parsers say of a document that stands behind another one. */
function bothSay(text: string): { readonly quick: string | undefined; readonly library: string } {
  const whole = before + text;
  const segment = { index: 1, start: before.length, end: whole.length };
  const quick = readEveryday(text, before.length);
  return { quick: quick && showTree(quick), library: showTree(parseByLibrary(whole, segment)) };
}

const everyday: readonly (readonly [string, string])[] = [
  ['a mapping', 'a: 1\nb: x\n'],
  ['a document start', '---\n# c\na: b'],
  ['a start with a comment', '# x\n--- # y\na: b # z\n\n# end\n'],
  ['nested mappings', 'a:\n  b:\n      c: d\n  e: f\ng:\n'],
  ['sequences, indented or not', 'a:\n- b\n-  c: d\n   e: f\nf:\n  - g\n  - - h\n    - i\n  -\n    j: k\n'],
  ['types', 'a: [1, 0x1f, 0o7, -1.5, 1e3, .inf, null, True, "1", yes, 1.10]\nb: ~\nc: 0755\n'],
  ['keys of other types', '1: a\nnull: b\ntrue: c\n"d": e\n\'f\': g\n<<: h\n'],
  ['quotes', `a: "b # c"\nd: 'e''f: g' # h\ni: "j\\n\\u00e9 \\"k\\""\n`],
  ['signs inside plain text', 'a: b#c\nd: e:f -g\nh: -i\nj: --k=l,[m]{n}\no: p & q * r ! s\n'],
  ['plain text over several lines', 'a: b\n  c  \n\n  d\n\n\n  - e\nf:\n  g\n  h\n- '.slice(0, -2)],
  ['literal text', 'a: |\n  b\n   c\n\n  # d\ne: |-\n    f\n\n\ng:\n- |\n  h\n'],
  ['literal text at the end', 'a: |\n  b'],
  ['folded text', 'a: >\n  b\n  c\n\n  d\n    e\nf: >-\n  g\n'],
  ['flow collections', `a: {b: c, "d": [e, 'f'], g: {}}\nh: [ i , -j ] # k\nl: []\n`],
  ['carriage returns', 'a: b # c\r\nd: |\r\n  e\r\n\r\n  f\r\ng: h\r\n  i\r\n'],
  [
    'bytes of other alphabets',
    'ü: é # ñ\n'.replaceAll(/[^\0-\x7f]/g, (c) => Buffer.from(c).toString('latin1')),
  ],
  ['comments at any depth', 'a:\n  b: c\n# d\n  e: f\n\n# g\nh: i\n'],
];

const left: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a lone scalar', 'a\n'],
  ['a lone flow collection', '{a: b}\n'],
  ['anchors and aliases', 'a: &b c\nd: *b\n'],
  ['tags', 'a: !!str b\n'],
  ['directives', '%YAML 1.2\n---\na: b\n'],
  ['a document end', 'a: b\n...\n'],
  ['explicit keys', '? a\n: b\n'],
  ['a tab', 'a:\tb\n'],
  ['a tab as indentation', 'a:\n\tb: c\n'],
  ['a lone carriage return', 'a: b\rc: d\n'],
  ['a template', 'a: {{ b }}\n'],
  ['a mapping in a mapping line', 'a: b: c\n'],
  ['a quote over several lines', 'a: "b\n  c"\n'],
  ['a quote that never ends', 'a: "b\n'],
  ['text behind a quote', 'a: "b" c\n'],
  ['a comment without a space', 'a: "b"#c\n'],
  ['a flow collection over several lines', 'a: [b,\n  c]\n'],
  ['a trailing comma', 'a: [b, ]\n'],
  ['a pair in a sequence', 'a: [b: c]\n'],
  ['wrong indentation', 'a:\n  b: c\n d: e\n'],
  ['a comment that ends plain text', 'a: b\n  # c\n  d\n'],
  ['kept line feeds', 'a: |+\n  b\n\n'],
  ['an indentation indicator', 'a: |2\n   b\n'],
  ['deep nesting', `${'- '.repeat(100)}a\n`],
  ['a key without end', `${'a'.repeat(2000)}: b\n`],
  ['a comment that belongs to a nested collection', 'a:\n  b: c\n  # d\ne: f\n'],
];

describe('the everyday parser', () => {
  it.each(everyday)('says of %s what the library says', (_, text) => {
    const { quick, library } = bothSay(text);
    expect(quick).toBe(library);
  });

  it.each(left)('leaves %s to the library', (_, text) => {
    expect(bothSay(text).quick).toBe(undefined);
  });

  it('says of real and broken files what the library says, or nothing', () => {
    const random = new Random(20_260_101);
    const texts = seedTexts();
    let answered = 0;
    for (let round = 0; round < 6_000; round += 1) {
      const text = mutate(random.pick(texts), random);
      if (/(?:^|\n)(?:\xef\xbb\xbf)?(?:---|\.\.\.)(?=[ \t\r\n]|$)/.test(text)) continue; // Not one document.
      const quick = readEveryday(text, before.length);
      if (quick === undefined) continue;
      answered += 1;
      const { library } = bothSay(text);
      if (showTree(quick) !== library && !library.includes('control-character'))
        expect({ text, quick: showTree(quick) }).toEqual({ text, quick: library });
    }
    expect(answered).toBeGreaterThan(500);
  });
});

describe('parseDocument', () => {
  it('does not let the everyday parser hide a control character', () => {
    const text = 'a: b\0c\n';
    const tree = parseDocument(text, { index: 0, start: 0, end: text.length });
    expect('code' in tree && tree.code).toBe('control-character');
  });

  it('gives a document without a doubt the same tree as the library', () => {
    const text = yaml`
    a: [1, {b: c}]
    d: &e f
    g: *e
    `;
    const segment = { index: 0, start: 0, end: text.length };
    expect(showTree(parseDocument(text, segment))).toBe(showTree(parseByLibrary(text, segment)));
  });
});
