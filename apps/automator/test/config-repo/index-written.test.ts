import { expect, it } from 'vitest';
import { gitObject } from '../../src/config-repo/git-object.ts';
import { indexWritten } from '../../src/config-repo/index-written.ts';
import { paceWork } from '../../src/config-repo/pace-work.ts';

const pace = paceWork(() => 0);
const mode = '100644';

function pod(image: string): Buffer {
  return Buffer.from(
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`,
  );
}

function commitOf(files: Readonly<Record<string, Buffer>>) {
  return { message: 'x\n', changes: Object.entries(files).map(([path, bytes]) => ({ path, mode, bytes })) };
}

it('knows what was written, by its last commit, and keeps the rest and the index of before', async () => {
  const before = await indexWritten(
    new Map(),
    [commitOf({ 'a.yaml': pod('nginx:1'), 'b.yaml': pod('redis:1'), 'c.yaml': pod('caddy:1') })],
    [],
    pace,
  );
  const after = await indexWritten(
    before,
    [
      commitOf({ 'a.yaml': pod('nginx:2') }),
      commitOf({ 'a.yaml': pod('nginx:3'), 'b.yaml': Buffer.from('x: 1\n') }),
    ],
    [],
    pace,
  );
  expect([...after.keys()].sort()).toEqual(['a.yaml', 'c.yaml']);
  expect(after.get('a.yaml')).toMatchObject({ blob: gitObject('blob', pod('nginx:3')).id, mode });
  expect(after.get('a.yaml')?.facts.fields[0]?.image).toMatchObject({ tag: '3' });
  expect(after.get('c.yaml')).toBe(before.get('c.yaml'));
  expect([...before.keys()].sort()).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
});

it('leaves whoever called the first turn', async () => {
  const turns: string[] = [];
  const reading = indexWritten(new Map(), [commitOf({ 'a.yaml': pod('nginx:1') })], [], (work) => {
    turns.push('read');
    return pace(work);
  });
  await Promise.resolve();
  turns.push('called');
  await reading;
  expect(turns).toEqual(['called', 'read']);
});
