import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/index.ts';
import type { Standing } from '../../src/order.ts';

const hex = '0123456789abcdef'.repeat(4);

function standingOf(policy: string, tag: string): Standing {
  const { order } = parsePolicy(policy);
  return order.by === 'text' ? order.read(tag, undefined) : {};
}

function refusalOf(policy: string, tag: string): string {
  return standingOf(policy, tag).refusal?.code ?? 'counts';
}

describe('semver', () => {
  it.each([
    ['semver:^1.4', '1.4.0'],
    ['semver:^1.4', 'v1.4.0'],
    ['semver:^1.4', '1.99.99'],
    ['semver:~2.1', '2.1.7'],
    ['semver:*', '0.0.0'],
    ['semver:*', '20240101.0.0'],
    ['semver:1.x || 3.x', '3.0.0'],
    ['semver:1.2.3', '1.2.3'],
    ['semver:>=1.2.0-rc.1', '1.2.0-rc.10'],
    ['semver:^1.2.0-0', '1.2.0-alpha'],
    ['semver:*', '9007199254740991.0.0'],
  ])('%s takes %s', (policy, tag) => {
    expect(refusalOf(policy, tag)).toBe('counts');
  });

  it.each([
    ['semver:^1.4', '1.3.9', 'out-of-range'],
    ['semver:1.x || 3.x', '2.0.0', 'out-of-range'],
    ['semver:>1.4.0', '1.4.0', 'out-of-range'],
    ['semver:^1.4', '1.4.0-rc.1', 'prerelease'],
    ['semver:^1.4', '1.5.0-rc.1', 'prerelease'],
    ['semver:*', '1.0.0-rc.1', 'prerelease'],
    ['semver:>=1.2.0-rc.1', '1.3.0-rc.1', 'prerelease'],
    ['semver:^1.4', '1.5.0-alpine3.19', 'prerelease'],
    ['semver:>=1.2.0-rc.2', '1.2.0-rc.1', 'out-of-range'],
    ['semver:^1.4', '2.0.0', 'above-range'],
    ['semver:^1.4', '2.0.0-rc.1', 'above-range'],
    ['semver:1.x || 3.x', '4.0.0', 'above-range'],
    ['semver:<=1.4.0', '1.4.1', 'above-range'],
    ['semver:1.2.3', '1.2.4', 'above-range'],
    ['semver:1.2.3', '1.2.2', 'out-of-range'],
  ])('%s refuses %s as %s', (policy, tag, code) => {
    expect(refusalOf(policy, tag)).toBe(code);
  });

  it.each([
    'latest',
    'main',
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.02.3',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3-a..b',
    '2024-01-05',
    '2024.01.05',
    '20240101',
    'V1.2.3',
    'vv1.2.3',
    '=1.2.3',
    'v 1.2.3',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.3+build',
    '1.2.3_build',
    'release-1.2.3',
    '1.2.12345678901234567',
    '9007199254740992.0.0',
    '1.2.3-rc.12345678901234567',
    `1.2.3-${'a'.repeat(300)}`,
  ])('never takes %j for a version', (tag) => {
    expect(refusalOf('semver:*', tag)).toBe('not-a-version');
    expect(standingOf('semver:*', tag).key).toBeUndefined();
  });

  it('can rank what it refuses for its range', () => {
    const { order } = parsePolicy('semver:^1.4');
    const keys = ['1.3.0', '1.5.0-rc.1', '1.5.0', '2.0.0'].map((tag) => standingOf('semver:^1.4', tag).key);
    const signs = keys
      .slice(1)
      .map((key, index) => Math.sign(order.by === 'text' ? order.compare(keys[index], key) : 0));
    expect(signs).toEqual([-1, -1, -1]);
  });

  it('says in a sentence why a tag does not count', () => {
    const reason = (policy: string, tag: string) => standingOf(policy, tag).refusal?.why(tag);
    expect(reason('semver:^1.0', '1.2.0-rc.1')).toBe(
      '1.2.0-rc.1 is a pre-release and the range ^1.0 names none',
    );
    expect(reason('semver:>=1.1.0-rc.1', '1.2.0-rc.1')).toBe(
      '1.2.0-rc.1 is a pre-release and the range >=1.1.0-rc.1 names none of that version',
    );
    expect(reason('semver:^1.0', '2.0.0')).toBe('2.0.0 is above the range ^1.0');
    expect(reason('semver:^1.0', '0.9.0')).toBe('0.9.0 is outside the range ^1.0');
    expect(reason('semver:^1.0', 'latest')).toBe('latest is not a full version such as 1.2.3');
    expect(reason('semver:^1.0', `sha-${hex}`)).toBe(`sha-${hex} is not a full version such as 1.2.3`);
  });
});
