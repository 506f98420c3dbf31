import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../../src/config-repo/index.ts';
import { tellSnapshot } from '../../../src/service/tell/index.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { automator/tag: "semver:^1" } }
spec: { containers: [{ name: web, image: "ghcr.io/acme/web:1.0.0" }] }
`;
const id = 'web.yaml#0/spec/containers/0/image';

function snapshot(commit: string, rules?: string, manifest = pod): Snapshot {
  const texts = { 'web.yaml': manifest, ...(rules !== undefined && { '.automator.yaml': rules }) };
  const files = new Map(
    Object.entries(texts).map(([path, text]) => {
      const facts = readFile(path, Buffer.from(text));
      return [path, { path, mode: '100644', blob: path, facts }] as const;
    }),
  );
  const table = bind(
    [...files.values()].map(({ facts }) => facts),
    ['automator'],
  );
  return { repo: 'production', branch: 'main', commit, files, table };
}

function said(before: Snapshot | undefined, after: Snapshot): string[] {
  return tellSnapshot(before, after).map(({ happening: { kind, message } }) => `${kind}: ${message}`);
}

const read = 'config-repo: production was read at bbbbbbbb: 1 binding';
const held = `holds: [{ id: "${id}", reason: a bad release, by: Ann }]\n`;

it.each([
  ['what it binds', undefined, snapshot('bbbbbbbbbb'), [read]],
  [
    'that nothing is bound',
    undefined,
    snapshot('bbbbbbbbbb', undefined, 'a: 1\n'),
    ['config-repo: production was read at bbbbbbbb: nothing is bound here, see docs/bindings.md'],
  ],
  ['nothing of the commit that was read before', snapshot('b'), snapshot('b', held), []],
  [
    'a hold',
    snapshot('a'),
    snapshot('bbbbbbbbbb', held),
    [`word: ${id} is held by Ann: a bad release`, read],
  ],
  [
    'another reason',
    snapshot('a', held),
    snapshot('bbbbbbbbbb', held.replace('bad', 'worse')),
    [`word: ${id} is held by Ann: a worse release`, read],
  ],
  ['no hold that was there before', snapshot('a', held), snapshot('bbbbbbbbbb', held), [read]],
  ['no hold at the start', undefined, snapshot('bbbbbbbbbb', held), [read]],
  ['a hold that is gone', snapshot('a', held), snapshot('bbbbbbbbbb'), [`word: ${id} is released`, read]],
  [
    'a release, once',
    snapshot('a', held),
    snapshot('bbbbbbbbbb', `releases: [{ id: "${id}", version: 1.0.0 }]\n`),
    [`word: ${id} is released`, read],
  ],
  [
    'a freeze',
    snapshot('a'),
    snapshot('bbbbbbbbbb', 'freezes: [{ reason: holidays }]\n'),
    ['word: production is frozen: holidays', read],
  ],
  [
    'the end of a freeze',
    snapshot('a', 'freezes: [{ reason: holidays }]\n'),
    snapshot('bbbbbbbbbb'),
    ['word: production is not frozen any more', read],
  ],
] as const)('tells %s', (_name, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});

it('says the first thing that is wrong, and what to do', () => {
  const [told] = tellSnapshot(undefined, snapshot('c', undefined, pod.replace('semver:^1', 'semver:nope')));
  expect(told?.happening.message).toMatch(/1 problem, the first in web\.yaml:3: /);
  expect(told?.happening.next).toBeDefined();
});

it('tells each thing once, whoever reads it first', () => {
  const names = tellSnapshot(snapshot('a'), snapshot('b', held)).map(({ once }) => once);
  expect(names).toEqual([`hold production b ${id}`, 'commit production b']);
});
