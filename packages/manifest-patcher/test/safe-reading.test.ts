import { describe, expect, it } from 'vitest';
import { edit, readFile } from '../src/index.ts';

const repeat = (text: string, times: number): Buffer => Buffer.from(text.repeat(times));
const deeper = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
const bomb = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('');
const pod = (rest: string): string => `kind: Pod\nspec:\n  containers:\n  - image: nginx:1\n${rest}`;

/** What a file is made of, how many fields are found in it, and the codes of its problems. */
const hostile: readonly (readonly [string, () => Buffer, number, readonly string[]])[] = [
  ['an alias bomb', () => Buffer.from(pod(`a0: &a0 [x]\n${bomb}`)), 1, []],
  ['aliases of aliases in a row', () => Buffer.from(pod(`a: &a x\nb:\n${'- *a\n'.repeat(30_000)}`)), 1, []],
  ['100,000 brackets', () => Buffer.from(pod(`a: ${'['.repeat(100_000)}`)), 0, ['too-deep']],
  ['100,000 braces', () => Buffer.from(pod(`a: ${'{a: '.repeat(100_000)}`)), 0, ['too-deep']],
  ['100,000 dashes', () => Buffer.from(pod(`a:\n${'- '.repeat(100_000)}`)), 0, ['too-deep']],
  ['100,000 question marks', () => Buffer.from(`image: ${'? '.repeat(100_000)}`), 0, ['too-deep']],
  ['keys ever deeper', () => Buffer.from(`image: x\n${deeper(1_500)}`), 0, ['too-deep']],
  ['more bytes than any manifest', () => Buffer.alloc(50_000_001, 'image: x\n'), 0, ['too-large']],
  ['50 MB in one document', () => Buffer.alloc(50_000_000, 'image: x\n'), 0, ['too-large']],
  ['50 MB that never end a quote', () => Buffer.alloc(50_000_000, 'image: "x\n'), 0, ['too-large']],
  [
    'zero bytes',
    () => Buffer.concat([Buffer.from('image: x'), Buffer.alloc(1_000_000)]),
    0,
    ['control-character'],
  ],
  ['a zero byte in a quote', () => Buffer.from(pod('a: "\0"\n')), 0, ['control-character']],
  [
    'a double quote that never ends',
    () => Buffer.from(pod(`a: "${'x y\n  '.repeat(200_000)}`)),
    0,
    ['syntax'],
  ],
  [
    'a single quote that never ends',
    () => Buffer.from(pod(`a: '${'x y\n  '.repeat(200_000)}`)),
    0,
    ['syntax'],
  ],
  ['a quote in every line', () => Buffer.from(pod('a: "\n'.repeat(100_000))), 0, ['syntax']],
  ['a bracket that never ends', () => Buffer.from(pod(`a: [${'x,\n  '.repeat(50_000)}`)), 0, ['syntax']],
  ['a line of 4 MB', () => Buffer.from(pod(`a: ${'x y: '.repeat(800_000)}`)), 0, ['too-deep']],
  ['a word of 4 MB', () => Buffer.from(pod(`a: ${'x'.repeat(4_000_000)}\n`)), 1, []],
  ['plain text of 200,000 lines', () => Buffer.from(pod(`a: x\n${'  y\n'.repeat(200_000)}`)), 1, []],
  ['a block of 200,000 lines', () => Buffer.from(pod(`a: |+\n${'  y\n\n'.repeat(200_000)}`)), 1, []],
  ['blank lines', () => Buffer.from(pod(' \n'.repeat(1_000_000))), 1, []],
  ['comments', () => Buffer.from(pod('# x\n'.repeat(200_000))), 1, []],
  ['keys', () => Buffer.from(pod(Array.from({ length: 30_000 }, (_, at) => `k${at}: 1\n`).join(''))), 1, []],
  [
    'anchors',
    () => Buffer.from(pod(`a:\n${Array.from({ length: 20_000 }, (_, at) => `- &a${at} x\n`).join('')}`)),
    1,
    [],
  ],
  ['300,000 document markers', () => repeat('--- # image\n', 300_000), 0, ['too-large']],
  ['a million document ends', () => Buffer.concat([Buffer.from(pod('')), repeat('...\n', 1_000_000)]), 1, []],
  ['nothing but colons', () => Buffer.from(`image: ${': '.repeat(100_000)}`), 0, ['too-deep']],
  ['nothing but exclamation marks', () => Buffer.from(`image: ${'! '.repeat(100_000)}`), 0, ['syntax']],
  ['nothing but commas', () => Buffer.from(`image: [${','.repeat(100_000)}]`), 0, ['syntax']],
];

describe('reading is safe: a file of', () => {
  it.each(hostile)('%s', { timeout: 30_000 }, (_, make, fields, codes) => {
    const bytes = make();
    const facts = readFile('a.yaml', bytes, ['Pod']);
    expect(facts.fields.length).toBe(fields);
    expect(facts.problems.map(({ code }) => code).filter((code) => code !== 'body-too-large')).toEqual(codes);
    for (const { message } of facts.problems) expect(message.length).toBeLessThan(200);
  });

  it('hostile documents between good ones leaves the good ones readable and editable', () => {
    const bytes = Buffer.from(`${pod('')}---\nimage: ${'['.repeat(50_000)}\n---\n${pod('')}--- \nimage: "\n`);
    const { fields } = readFile('a.yaml', bytes);
    expect(fields.map(({ place }) => place.document)).toEqual([0, 2]);
    const patch = edit(
      'a.yaml',
      bytes,
      fields.map((field) => ({ field, to: { tag: '2' } })),
    );
    expect(patch.changes.length).toBe(2);
  });
});
