import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../src/dialects/flux-v1/read-pattern.ts';

const anyButLatest = '!regex:(?i)^latest$';

describe('patterns that Flux v1 reads', () => {
  const good: readonly [string | undefined, string, readonly string[]][] = [
    [undefined, 'newest:built', [anyButLatest]],
    ['*', 'newest:built', [anyButLatest]],
    ['glob:*', 'newest:built', [anyButLatest]],
    ['glob:master-*', 'newest:built', ['glob:master-*', anyButLatest]],
    ['3.1.1-debian-9-*', 'newest:built', ['glob:3.1.1-debian-9-*', anyButLatest]],
    ['glob:latest', 'newest:built', ['glob:latest']],
    ['latest', 'newest:built', ['glob:latest']],
    ['regex:^3.10.*', 'newest:built', ['regex:^3.10.*', anyButLatest]],
    ['regexp:^(?P<branch>main)-', 'newest:built', ['regex:^(?P<branch>main)-', anyButLatest]],
    ['regexp:^(?P<key>main)-', 'newest:built', ['regex:^(main)-', anyButLatest]],
    ['semver:~1.4', 'semver-loose:~1.4', []],
    ['semver:*', 'semver-loose:*', []],
    ['semver:>=1.0.0-0', 'semver-loose:>=1.0.0-0', []],
  ];
  it.each(good)('%s', (pattern, text, filters) => {
    expect(readPattern(pattern)).toMatchObject({ text, filters });
  });
});

describe('patterns that are not valid match nothing, where Flux v1 lets them match everything', () => {
  const bad: readonly [string, string][] = [
    ['semver:', 'bad-policy'],
    ['semver:not a range', 'bad-policy'],
    ['regex:(', 'bad-filter'],
    ['regexp:a(?=b)', 'bad-filter'],
    ['regex:', 'bad-filter'],
    ['', 'bad-filter'],
    ['glob:v?.1', 'bad-filter'],
    ['semvar:^1', 'bad-filter'],
  ];
  it.each(bad)('%s', (pattern, code) => {
    expect(readPattern(pattern)).toMatchObject({ code });
  });
});
