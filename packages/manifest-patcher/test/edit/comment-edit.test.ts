import { describe, expect, it } from 'vitest';
import { applySplices, edit, type Patch, readFile } from '../../src/index.ts';
import { deployment } from '../manifests.ts';

const path = 'f.yaml';

function comment(text: string, wanted: string | null, file = path): Patch {
  const bytes = Buffer.from(text);
  const [field] = readFile(file, bytes).fields;
  if (field === undefined) throw new Error('no field');
  const patch = edit(file, bytes, [{ field, comment: wanted }]);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return patch;
}

const policy = 'automator: semver:^1 group=ü';

describe('a comment edit', () => {
  const made: readonly (readonly [string, string, string | null, string])[] = [
    ['inserts', 'nginx:1', policy, `nginx:1 # ${policy}`],
    ['inserts behind quotes', '"nginx:1"', policy, `"nginx:1" # ${policy}`],
    ['inserts behind spaces that are there', 'nginx:1  ', policy, `nginx:1  # ${policy}`],
    ['replaces a short one', 'nginx:1 #x', 'y', 'nginx:1 # y'],
    ['replaces', 'nginx:1   # {"$imagepolicy": "a:b"}', policy, `nginx:1   # ${policy}`],
    ['removes, and the spaces before it', 'nginx:1   # x', null, 'nginx:1'],
  ];
  it.each(made)('%s', (_, before, wanted, after) => {
    const patch = comment(deployment(before), wanted);
    expect(patch.refused).toEqual([]);
    expect(Buffer.from(patch.bytes).toString()).toBe(deployment(after));
  });

  it.each([
    [
      'with CRLF',
      deployment('nginx:1').replaceAll('\n', '\r\n'),
      deployment('nginx:1 # x').replaceAll('\n', '\r\n'),
    ],
    [
      'replacing with CRLF',
      deployment('nginx:1 # y').replaceAll('\n', '\r\n'),
      deployment('nginx:1 # x').replaceAll('\n', '\r\n'),
    ],
    ['without a final newline', deployment('nginx:1').trimEnd(), deployment('nginx:1 # x').trimEnd()],
    [
      'behind a flow mapping',
      'kind: Pod\nspec: {containers: [{image: nginx:1}]}\na: 1\n',
      'kind: Pod\nspec: {containers: [{image: nginx:1}]} # x\na: 1\n',
    ],
    [
      'with two spaces as others have',
      `${deployment('nginx:1')}a: 1  # a\nb: 2  # b\nc: 3 # c\n`,
      `${deployment('nginx:1  # x')}a: 1  # a\nb: 2  # b\nc: 3 # c\n`,
    ],
  ])('keeps the way of the file: %s', (_, before, after) => {
    expect(Buffer.from(comment(before, 'x').bytes).toString()).toBe(after);
  });

  it('tells what was there', () => {
    expect(comment(deployment('nginx:1 #  é '), 'x').changes).toEqual([
      { field: 'f.yaml#0/spec/template/spec/containers/0/image', from: ' é', to: 'x' },
    ]);
  });

  it('goes together with a new version', () => {
    const bytes = Buffer.from(deployment('nginx:1 # x'));
    const field = 'f.yaml#0/spec/template/spec/containers/0/image';
    const patch = edit('f.yaml', bytes, [
      { field, comment: policy },
      { field, to: { tag: '2' } },
    ]);
    expect(Buffer.from(patch.bytes).toString()).toBe(deployment(`nginx:2 # ${policy}`));
    expect(readFile('f.yaml', patch.bytes).notes.map(({ on, value }) => [on, value])).toEqual([
      [field, 'semver:^1 group=ü'],
    ]);
  });

  it.each([
    ['# x', 'x'],
    ['', null],
  ])('to what is there already changes nothing: %j', (before, wanted) => {
    expect(comment(deployment(`nginx:1 ${before}`), wanted)).toMatchObject({ changes: [], refused: [] });
  });

  const refusals: readonly (readonly [string, string, string, string])[] = [
    ['invalid-comment', deployment('nginx:1'), 'two\nlines', path],
    ['invalid-comment', deployment('nginx:1'), '', path],
    ['invalid-comment', deployment('nginx:1'), ' x', path],
    ['sealed', `${deployment('nginx:1')}sops:\n  mac: x\n`, 'x', path],
    ['block-scalar', deployment('>-\n                nginx:1'), 'x', path],
    ['shared-line', 'kind: Pod\nspec: {containers: [{image: a:1}, {image: b:1}]}\n', 'x', path],
    ['no-comments', '{"kind": "Pod", "spec": {"containers": [{"image": "a:1"}]}}', 'x', 'f.json'],
  ];
  it.each(refusals)('is refused as %s', (code, text, wanted, file) => {
    const patch = comment(text, wanted, file);
    expect(patch.refused.map((refusal) => refusal.code)).toEqual([code]);
    expect(Buffer.from(patch.bytes).toString()).toBe(text);
  });

  it('is refused where it would go into the middle of a text', () => {
    const text = 'kind: Pod\nspec: {containers: [{image: a:1, x: "y\n  z"}]}\n';
    expect(comment(text, 'x').refused.map(({ code }) => code)).toEqual(['not-proved']);
  });
});
