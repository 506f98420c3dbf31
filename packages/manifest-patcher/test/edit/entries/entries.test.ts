import { describe, expect, it } from 'vitest';
import { applySplices, edit, idBelow, type Json, type Patch } from '../../../src/index.ts';
import { yaml } from '../../manifests.ts';

type Wish = readonly [pointer: string, entry: Json];

function patchOf(text: string, wishes: readonly Wish[]): Patch {
  const bytes = Buffer.from(text);
  const patch = edit(
    'f.yaml',
    bytes,
    wishes.map(([at, entry]) => ({ at: `f.yaml#0${at}`, entry })),
  );
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return patch;
}

function made(text: string, ...wishes: readonly Wish[]): string {
  const patch = patchOf(text, wishes);
  expect(patch.refused).toEqual([]);
  return Buffer.from(patch.bytes).toString();
}

const annotation = '/metadata/annotations/automator~1tag';

describe('an entry is inserted', () => {
  const inserted: readonly (readonly [string, string, Wish, string])[] = [
    [
      'behind the last one, before what follows',
      yaml`
        metadata:
          annotations:
            a: b # c
            # about nothing

        spec: 1
      `,
      [annotation, 'semver:^1'],
      yaml`
        metadata:
          annotations:
            a: b # c
            automator/tag: semver:^1
            # about nothing

        spec: 1
      `,
    ],
    [
      'with its mapping, indented as the others are',
      'kind: Pod\nmetadata:\n    name: x\nspec:\n    a: 1\n',
      [annotation, 'semver:^1'],
      'kind: Pod\nmetadata:\n    name: x\n    annotations:\n        automator/tag: semver:^1\nspec:\n    a: 1\n',
    ],
    [
      'with all mappings on its way',
      'kind: Pod\n',
      [annotation, 'x'],
      'kind: Pod\nmetadata:\n  annotations:\n    automator/tag: x\n',
    ],
    [
      'under a key without a value',
      'metadata:\n  annotations: # none\n  name: x\n',
      [annotation, 'x'],
      'metadata:\n  annotations: # none\n    automator/tag: x\n  name: x\n',
    ],
    [
      'in the place of null',
      'metadata:\n  annotations:  ~ # none\n',
      [annotation, 'x'],
      'metadata:\n  annotations: # none\n    automator/tag: x\n',
    ],
    [
      'in the place of an empty flow mapping',
      'metadata:\n  name: a\n  annotations: {}\nspec: 1\n',
      [annotation, 'x'],
      'metadata:\n  name: a\n  annotations:\n    automator/tag: x\nspec: 1\n',
    ],
    [
      'in a flow mapping',
      'metadata: { annotations: { a: b } }\n',
      [annotation, 'x'],
      'metadata: { annotations: { a: b, automator/tag: x } }\n',
    ],
    ['in a flow mapping with a comma behind its last', 'a: {b: c, }\n', ['/a/d', 'x'], 'a: {b: c, d: x, }\n'],
    [
      'in a flow mapping without that key',
      'metadata: {name: a}\n',
      [annotation, 'x'],
      'metadata: {name: a, annotations: {automator/tag: x}}\n',
    ],
    [
      'in JSON',
      '{\n  "metadata": {\n    "name": "a"\n  }\n}\n',
      [annotation, 'x'],
      '{\n  "metadata": {\n    "name": "a",\n    "annotations": {"automator/tag": "x"}\n  }\n}\n',
    ],
    [
      'in JSON over lines',
      '{\n\t"a": 1,\n\t"b": 2\n}',
      ['/c', true],
      '{\n\t"a": 1,\n\t"b": 2,\n\t"c": true\n}',
    ],
    [
      'with CRLF',
      'a: 1\r\nb:\r\n  c: 1\r\nd: 2\r\n',
      ['/b/g', 'x'],
      'a: 1\r\nb:\r\n  c: 1\r\n  g: x\r\nd: 2\r\n',
    ],
    ['without a final newline', 'a: 1\nb: 2', ['/c', 'x'], 'a: 1\nb: 2\nc: x'],
    ['without a final newline, with CRLF', 'a: 1\r\nb: 2 # c', ['/c', 'x'], 'a: 1\r\nb: 2 # c\r\nc: x'],
    [
      'behind a block scalar',
      'm:\n  a: |\n    x\n\n  \nb: 1\n',
      ['/m/c', 'x'],
      'm:\n  a: |\n    x\n  c: x\n\n  \nb: 1\n',
    ],
    [
      'behind a block scalar that keeps its lines',
      'm:\n  a: |+\n    x\n\nb: 1\n',
      ['/m/c', 'x'],
      'm:\n  a: |+\n    x\n\n  c: x\nb: 1\n',
    ],
    [
      'behind a text over lines',
      'm:\n  a: "x\n    y" # c\nb: 1\n',
      ['/m/c', 'x'],
      'm:\n  a: "x\n    y" # c\n  c: "x"\nb: 1\n',
    ],
    ['in quotes where it must', 'm:\n  a: b\n', ['/m/c', 'true'], 'm:\n  a: b\n  c: "true"\n'],
    ['in the quotes of its neighbours', "m:\n  'a': 'b'\n", ['/m/c', 'd'], "m:\n  'a': 'b'\n  'c': 'd'\n"],
    [
      'in quotes that its neighbours need only',
      'm:\n  a: "true"\n',
      ['/m/c', 'd'],
      'm:\n  a: "true"\n  c: d\n',
    ],
    [
      'in a mapping that begins behind a dash',
      '- a: 1\n  b: 2\n- c\n',
      ['/0/d', 'x'],
      '- a: 1\n  b: 2\n  d: x\n- c\n',
    ],
    ['as an item', 'l:\n- a\n- b # c\nm: 1\n', ['/l/-', 'x'], 'l:\n- a\n- b # c\n- x\nm: 1\n'],
    ['as an item by its number', 'l:\n  - a\n', ['/l/1', 'x'], 'l:\n  - a\n  - x\n'],
    ['as an item in flow', 'l: [a, b]\n', ['/l/-', 'x'], 'l: [a, b, x]\n'],
    [
      'as an item of several lines',
      'holds:\n  - field: a\n    reason: b\n',
      ['/holds/-', { field: 'c#0/x', reason: 'too: late', until: '2026-01-01T00:00:00Z' }],
      'holds:\n  - field: a\n    reason: b\n  - field: c#0/x\n    reason: "too: late"\n    until: "2026-01-01T00:00:00Z"\n',
    ],
    [
      'with its sequence, indented as others are',
      'rules:\n- a\n',
      ['/holds/-', { id: 'x' }],
      'rules:\n- a\nholds:\n- id: x\n',
    ],
    [
      'in an empty file',
      '',
      ['/holds/-', { id: 'x', in: ['a', 'b'] }],
      'holds:\n  - id: x\n    in:\n      - a\n      - b\n',
    ],
    ['in a file of comments', '# Holds.\n', ['/holds/-', 'x'], '# Holds.\nholds:\n  - x\n'],
    [
      'in a file of comments without a final newline',
      '# Holds.',
      ['/holds/-', 'x'],
      '# Holds.\nholds:\n  - x',
    ],
    ['in an empty document', '---\n# Holds.\n', ['/holds/-', 'x'], '---\n# Holds.\nholds:\n  - x\n'],
    ['with a byte order mark', '\ufeffa: 1\n', ['/b', 'x'], '\ufeffa: 1\nb: x\n'],
    ['in a file of nothing but a byte order mark', '\ufeff', ['/b', 'x'], '\ufeffb: x\n'],
    ['in an empty flow sequence', 'holds: [] # none\n', ['/holds/-', 'x'], 'holds: # none\n  - x\n'],
    [
      'with a null, a number and empty collections',
      'a: 1\n',
      ['/b', { c: null, d: 1.5, g: [], f: {} }],
      'a: 1\nb:\n  c: null\n  d: 1.5\n  g: []\n  f: {}\n',
    ],
    ['before the end of the document', 'a: 1\n...\n---\nb: 1\n', ['/c', 'x'], 'a: 1\nc: x\n...\n---\nb: 1\n'],
    ['of any letters', 'a: 1\n', ['/ü', '日\u0085\u2028\ufeff😀'], 'a: 1\nü: "日\\u0085\\u2028\\ufeff😀"\n'],
  ];
  it.each(inserted)('%s', (_, before, wish, after) => {
    expect(made(before, wish)).toBe(after);
  });

  it('beside others, in their order', () => {
    expect(made('metadata:\n  name: x\n', [annotation, 'a'], ['/metadata/annotations/b', 'c'])).toBe(
      'metadata:\n  name: x\n  annotations:\n    automator/tag: a\n    b: c\n',
    );
  });
});

describe('an entry is removed', () => {
  const removed: readonly (readonly [string, string, string, string])[] = [
    ['with its line', 'm:\n  a: 1\n  b: 2 # c\n  # d\n  e: 3\n', '/m/b', 'm:\n  a: 1\n  # d\n  e: 3\n'],
    ['with all its lines', 'a: 1\nb:\n  - |\n    x\n  - y\nc: 3\n', '/b', 'a: 1\nc: 3\n'],
    ['as the last in its file', 'a: 1\nb: 2', '/b', 'a: 1'],
    ['as the last in a file with CRLF', 'a: 1\r\nb: 2', '/b', 'a: 1'],
    ['behind a dash', '- a: 1 # c\n  b: 2\n', '/0/a', '- b: 2\n'],
    ['as an item', 'l:\n- a\n- b\n- c\n', '/l/1', 'l:\n- a\n- c\n'],
    ['as an item of several lines', 'l:\n  - a: 1\n    b: 2\n  - c: 3\n', '/l/0', 'l:\n  - c: 3\n'],
    ['as the only one', 'm:\n  a: 1\nb: 2\n', '/m/a', 'm: {}\nb: 2\n'],
    ['as the only item', 'l: # x\n- a\nb: 2\n', '/l/0', 'l: [] # x\nb: 2\n'],
    ['as the only one under an anchor', 'm: &x\n  a: 1\nb: 2\n', '/m/a', 'm: &x\n  {}\nb: 2\n'],
    ['from a flow mapping', 'm: { a: 1, b: 2, c: 3 }\n', '/m/b', 'm: { a: 1, c: 3 }\n'],
    ['first from a flow mapping', 'm: { a: 1, b: 2, c: 3 }\n', '/m/a', 'm: { b: 2, c: 3 }\n'],
    ['last from a flow sequence', 'l: [a, b, ]\n', '/l/1', 'l: [a, ]\n'],
    ['alone from a flow sequence', 'l: [ a ]\n', '/l/0', 'l: []\n'],
    ['whose value is empty', 'a:\nb: 1\n', '/a', 'b: 1\n'],
  ];
  it.each(removed)('%s', (_, before, pointer, after) => {
    expect(made(before, [pointer, null])).toBe(after);
  });

  it('beside others, each meant as the file was given', () => {
    expect(made('l:\n- a\n- b\n- c\n', ['/l/0', null], ['/l/-', 'd'], ['/l/2', null])).toBe('l:\n- b\n- d\n');
  });
});

describe('an entry is replaced', () => {
  const replaced: readonly (readonly [string, string, Wish, string])[] = [
    ['in its quotes', "a: 'b' # c\n", ['/a', 'd'], "a: 'd' # c\n"],
    ['where it was empty', 'a:\nb: 1\n', ['/a', 'd'], 'a: d\nb: 1\n'],
    ['in a block scalar', 'a: |\n  b\n  c\nd: 1\n', ['/a', 'e'], 'a: "e"\nd: 1\n'],
    ['by a number', 'a: x\n', ['/a', 5], 'a: 5\n'],
    ['by a number where it was empty', 'a: # c\n', ['/a', 5], 'a: 5 # c\n'],
    ['by a number in a block scalar', 'a: |\n  b\nc: 1\n', ['/a', 5], 'a: 5\nc: 1\n'],
  ];
  it.each(replaced)('%s', (_, before, wish, after) => {
    expect(made(before, wish)).toBe(after);
  });
});

describe('an entry edit that finds what it wants', () => {
  it.each([
    ['a: {b: [1, "x"]}\n', ['/a', { b: [1, 'x'] }]],
    ['a: 1\n', ['/b', null]],
    ['# nothing\n', ['/b', null]],
  ] as const)('leaves %j alone', (text, wish) => {
    expect(patchOf(text, [wish])).toMatchObject({ changes: [], undo: [], refused: [] });
  });
});

describe('an entry edit is refused', () => {
  const refusals: readonly (readonly [string, string, Wish])[] = [
    ['alias', 'x: &a {b: 1}\na: *a\n', ['/a/c', 'x']],
    ['aliased', 'x: &a {b: 1}\na: *a\n', ['/x/c', 'x']],
    ['aliased', 'x: &a {b: 1}\na: *a\n', ['/x', null]],
    ['duplicate-key', 'a: 1\na: 2\n', ['/a', 'x']],
    ['exists', 'a: [1]\n', ['/a', 'x']],
    ['exists', 'a: 1\n', ['/a', { b: 1 }]],
    ['not-found', 'a: 1\n', ['/a/b', 'x']],
    ['not-found', 'a: [1]\n', ['/a/5', 'x']],
    ['not-found', 'a: 1\n', ['', 'x']],
    ['aliased', '&x a: *x\n', ['/a', null]],
    ['sealed', 'a: 1\nsops:\n  mac: x\n', ['/b', 'x']],
    ['unreadable', 'a: "1\n', ['/b', 'x']],
  ];
  it.each(refusals)('as %s: %j', (code, text, wish) => {
    const bytes = Buffer.from(text);
    const patch = edit('f.yaml', bytes, [{ at: `f.yaml#0${wish[0]}`, entry: wish[1] }]);
    expect(patch.refused.map((refusal) => refusal.code)).toEqual([code]);
    expect(patch.bytes).toBe(bytes);
  });

  it('without the others', () => {
    const patch = patchOf('a: [1]\n', [
      ['/a', 'x'],
      ['/b', 'z'],
    ]);
    expect(patch.refused.map(({ field }) => field)).toEqual(['f.yaml#0/a']);
    expect(Buffer.from(patch.bytes).toString()).toBe('a: [1]\nb: z\n');
    expect(patch.changes).toEqual([{ field: 'f.yaml#0/b', from: '', to: '"z"' }]);
  });
});

describe('idBelow', () => {
  it('names an annotation of a resource', () => {
    expect(idBelow('a.yaml#1/items/0', 'metadata', 'annotations', 'automator/tag.50%')).toBe(
      'a.yaml#1/items/0/metadata/annotations/automator~1tag.50%25',
    );
  });
});
