import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseComment } from '../../../src/dialects/automator/parse-comment.ts';

describe('parseComment', () => {
  it.each([
    ['semver:^1.4', 'semver:^1.4', {}],
    ['semver:>=1.2 <2', 'semver:>=1.2 <2', {}],
    ['"semver:^1 || ^3" group=a', 'semver:^1 || ^3', { group: 'a' }],
    [
      'semver:^1.4   group=backend  hold-reason="a b=c"',
      'semver:^1.4',
      { group: 'backend', 'hold-reason': 'a b=c' },
    ],
    ['group=a', '', { group: 'a' }],
    ['', '', {}],
  ])('reads %j', (text, policy, options) => {
    const parsed = parseComment(text);
    expect(parsed.policy).toBe(policy);
    expect(Object.fromEntries(parsed.options.map(({ name, value }) => [name, value]))).toEqual(options);
  });

  it('reads back what was written', () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
    const value = fc.string().filter((text) => !text.includes('"') && !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.record({ name, value }), { maxLength: 4 }), (options) => {
        const text = `semver:^1 ${options.map((option) => `${option.name}="${option.value}"`).join(' ')}`;
        expect(parseComment(text)).toEqual({ policy: 'semver:^1', options });
      }),
    );
  });
});
