import { expect, it } from 'vitest';
import { splitRule } from '../../src/playground/split-rule.ts';

it.each([
  ['semver:^1.4', 'semver:^1.4', ''],
  ['semver:>=1.4 <2 || 3.x@digest', 'semver:>=1.4 <2 || 3.x@digest', ''],
  ['numeric regex:^main-(?<key>\\d+)$ !glob:*-rc', 'numeric', 'regex:^main-(?<key>\\d+)$\n!glob:*-rc'],
  ['newest !regex:^a b$', 'newest', '!regex:^a b$'],
])('parts %s', (rule, policy, filters) => {
  expect(splitRule(rule)).toEqual({ policy, filters });
});
