import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { splitDocuments } from '../../src/source/split-documents.ts';

const split = (text: string): readonly string[] =>
  [...splitDocuments(text)].map(({ start, end }) => text.slice(start, end));

const bom = '\xEF\xBB\xBF';

const tables: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '', []],
  ['comments only', '# a\n\n# b\n', []],
  ['one bare document', 'a: 1\n', ['a: 1\n']],
  ['a document start', '---\na: 1\n', ['---\na: 1\n']],
  ['comments before the start', '# a\n---\na: 1\n', ['# a\n---\na: 1\n']],
  ['directives before the start', '%YAML 1.2\n# a\n---\na: 1\n', ['%YAML 1.2\n# a\n---\na: 1\n']],
  ['two documents', 'a: 1\n---\nb: 1', ['a: 1\n', '---\nb: 1']],
  ['an empty last document', 'a: 1\n---', ['a: 1\n', '---']],
  ['content on the marker line', 'a: 1\n--- b\n---\tc\n', ['a: 1\n', '--- b\n', '---\tc\n']],
  ['dashes that are no marker', 'a: 1\n---b: 1\n --- c\n', ['a: 1\n---b: 1\n --- c\n']],
  ['a document end', 'a: 1\n...\nb: 1\n', ['a: 1\n...\n', 'b: 1\n']],
  [
    'directives after an end',
    'a: 1\n... # x\n%YAML 1.2\n---\nb: 1\n',
    ['a: 1\n... # x\n', '%YAML 1.2\n---\nb: 1\n'],
  ],
  ['a stray end', '# a\n...\n---\nb: 1\n', ['---\nb: 1\n']],
  ['carriage returns', 'a: 1\r\n---\r\nb: 1\r\n', ['a: 1\r\n', '---\r\nb: 1\r\n']],
  ['a lone carriage return, which ends no line', 'a: "\r---\r"\n', ['a: "\r---\r"\n']],
  ['a byte order mark', `${bom}a: 1\n`, ['a: 1\n']],
  ['a byte order mark before each start', `${bom}---\na\n${bom}---\nb\n`, ['---\na\n', '---\nb\n']],
  ['a quote that never ends', 'a: "x\n---\nb: 1\n', ['a: "x\n', '---\nb: 1\n']],
];

describe('splitDocuments', () => {
  it.each(tables)('cuts %s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  const wellFormed = tables.filter(([name]) => !/never ends|carriage return,|stray|each start/.test(name));
  it.each(wellFormed)('finds as many documents in %s as the parser', (_, text) => {
    expect(split(text).length).toBe(parseAllDocuments(text.replace(bom, '\ufeff')).length);
  });
});
