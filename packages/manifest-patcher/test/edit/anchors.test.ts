import { describe, expect, it } from 'vitest';
import { applySplices, edit, type Patch, readFile } from '../../src/index.ts';

function pod(head: string, ...images: readonly string[]): string {
  return `kind: Pod\n${head}spec:\n  containers:\n${images.map((image) => `  - image: ${image}\n`).join('')}`;
}

/** Edit the containers with these numbers. */
function editSome(text: string, tags: Readonly<Record<number, string>>): Patch {
  const bytes = Buffer.from(text);
  const fields = readFile('f.yaml', bytes).fields;
  const wishes = Object.entries(tags).flatMap(([index, tag]) => {
    const field = fields.find(({ id }) => id.endsWith(`/containers/${index}/image`));
    return field === undefined ? [] : [{ field, to: { tag } }];
  });
  const patch = edit('f.yaml', bytes, wishes);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return patch;
}

describe('a value that aliases share', () => {
  it('moves at its anchor when all its users move alike, and all are told', () => {
    const patch = editSome(pod('', '&i nginx:1 # x', '*i', 'other:1', '*i'), { 0: '2', 1: '2', 3: '2' });
    expect(Buffer.from(patch.bytes).toString()).toBe(pod('', '&i nginx:2 # x', '*i', 'other:1', '*i'));
    expect(patch.changes.map(({ field, from, to }) => [field.slice(-7, -6), from, to])).toEqual([
      ['0', 'nginx:1', 'nginx:2'],
      ['1', 'nginx:1', 'nginx:2'],
      ['3', 'nginx:1', 'nginx:2'],
    ]);
    expect(patch.undo.length).toBe(1);
    expect(patch.refused).toEqual([]);
  });

  it('moves where it is written outside of any image field', () => {
    const patch = editSome(pod('x-shared: &i "nginx:1"\n', '*i', '*i'), { 0: '2', 1: '2' });
    expect(Buffer.from(patch.bytes).toString()).toBe(pod('x-shared: &i "nginx:2"\n', '*i', '*i'));
  });

  it.each([
    ['one user is not edited', pod('', '&i nginx:1', '*i'), { 0: '2' }, ['aliased']],
    ['the anchor is not edited', pod('', '&i nginx:1', '*i'), { 1: '2' }, ['alias']],
    ['they move apart', pod('', '&i nginx:1', '*i'), { 0: '2', 1: '3' }, ['aliased', 'alias']],
    ['a user is no image field', pod('y: &i nginx:1\nx: *i\n', '*i'), { 0: '2' }, ['alias']],
    [
      'the anchor is inside what is shared',
      pod('x: &x {y: &i nginx:1}\nz: *x\n', '*i'),
      { 0: '2' },
      ['alias'],
    ],
    ['the anchor has a tag of its own', pod('y: &i !vault nginx:1\n', '*i'), { 0: '2' }, ['alias']],
  ])('stays when %s', (_, text, tags, codes) => {
    const patch = editSome(text, tags);
    expect(patch.refused.map(({ code }) => code)).toEqual(codes);
    expect(Buffer.from(patch.bytes).toString()).toBe(text);
  });

  it('is no matter to an anchor of the same name later on', () => {
    const patch = editSome(pod('', '&i nginx:1', '*i', '&i nginx:3', '*i'), { 0: '2', 1: '2' });
    expect(Buffer.from(patch.bytes).toString()).toBe(pod('', '&i nginx:2', '*i', '&i nginx:3', '*i'));
  });

  it('moves for thousands of users as for two', () => {
    const text = pod('x-shared: &i nginx:1\n', ...Array.from({ length: 4000 }, () => '*i'));
    const bytes = Buffer.from(text);
    const { fields } = readFile('f.yaml', bytes);
    const patch = edit(
      'f.yaml',
      bytes,
      fields.map((field) => ({ field, to: { tag: '2' } })),
    );
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace('nginx:1', 'nginx:2'));
    expect(patch.changes.length).toBe(fields.length);
  });
});
