import { expect, test } from 'vitest';
import { repositoryName } from '../../src/git/repository-name.ts';

const good = [
  ['config', 'config'],
  ['config.git', 'config'],
  ['acme/config', 'acme/config'],
  ['acme/team_1/my-config.v2.git', 'acme/team_1/my-config.v2'],
] as const;
const bad = [
  '',
  '/',
  '.',
  '..',
  '../x',
  'a/../b',
  'a//b',
  '/a',
  'a/',
  'a b',
  'a\\b',
  'a.git/b',
  '.git',
  'é',
  'a\0',
];

test.each(good)('%s is the repository %s', (text, name) => {
  expect(repositoryName(text)).toBe(name);
});

test.each(bad)('%j is not a name', (text) => {
  expect(repositoryName(text)).toBeUndefined();
});
