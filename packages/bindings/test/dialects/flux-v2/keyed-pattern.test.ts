import { describe, expect, it } from 'vitest';
import { keyedPattern } from '../../../src/dialects/flux-v2/keyed-pattern.ts';

describe('the group that is extracted becomes the key', () => {
  const good: readonly [string, string, string][] = [
    ['^main-[a-f0-9]+-(?P<ts>[0-9]+)', '$ts', '^main-[a-f0-9]+-(?<key>[0-9]+)'],
    ['^main-[a-f0-9]+-(?<ts>[0-9]+)', '${ts}', '^main-[a-f0-9]+-(?<key>[0-9]+)'],
    ['^(a|b)-(\\d+)$', '$2', '^(a|b)-(?<key>\\d+)$'],
    ['^(?:a|b)-(\\d+)$', '$1', '^(?:a|b)-(?<key>\\d+)$'],
    ['^\\((.*)\\)[(](x)', '$2', '^\\((.*)\\)[(](?<key>x)'],
    ['[]()]([[:alpha:]()]+)', '$1', '[]()](?<key>[[:alpha:]()]+)'],
    ['\\Q(a)\\E(b)', '$1', '\\Q(a)\\E(?<key>b)'],
    ['(?P<key>a)(?P<ts>b)', '$ts', '(a)(?<key>b)'],
    ['(?P<key>a)b', '', '(a)b'],
    ['^v1', '', '^v1'],
    ['^v1|^v2', '$0', '(?<key>^v1|^v2)'],
  ];
  it.each(good)('%s by %s', (pattern, extract, keyed) => {
    expect(keyedPattern(pattern, extract)).toBe(keyed);
  });
});

describe('what puts text together, or names no group, has no equivalent', () => {
  it.each(['$1-$2', 'v$1', '$ts.0', '$3', '$other', '$1x', '${1', 'text', '$$1'])('%s', (extract) => {
    expect(keyedPattern('(?P<ts>a)(b)', extract)).toBeUndefined();
  });
});
