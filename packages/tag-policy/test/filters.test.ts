import { RE2JS } from 're2js';
import { describe, expect, it, vi } from 'vitest';
import { decide, parsePolicy } from '../src/index.ts';

const tag = 'a'.repeat(127);

describe('an evil filter', () => {
  // A backtracking engine takes 2^127 steps for each of the first two.
  it.each([
    'regex:^(a+)+$',
    'regex:^(a|a)*b$',
    'regex:^(a|aa)+$',
    `regex:^${'a?'.repeat(100)}${'a'.repeat(100)}$`,
  ])('%s is read in linear time', (filter) => {
    const policy = parsePolicy('alphabetical', { filters: [filter] });
    const candidates = Array.from({ length: 20 }, (_, index) => ({ tag: `${tag}${index % 10}` }));
    const { code } = decide(policy, { candidates, state: 'complete' }, {}, { now: 0 });
    expect(code).toBe('no-candidate');
  });

  it('of stars only takes steps in proportion to its length', () => {
    const policy = parsePolicy('alphabetical', { filters: [`glob:${'*a'.repeat(500)}b`] });
    const listing = { candidates: [{ tag }], state: 'complete' as const };
    expect(decide(policy, listing, {}, { now: 0 }).code).toBe('no-candidate');
  });

  it.each(['regex:a{1001}', 'regex:((a{100}){100}){100}', 'regex:(?<!a)b'])('%s is refused', (filter) => {
    expect(() => parsePolicy('alphabetical', { filters: [filter] })).toThrow(/is not a filter: .*RE2/);
  });
});

describe('a pattern', () => {
  it('is compiled once, when the policy is read', () => {
    const compile = vi.spyOn(RE2JS, 'compile');
    const policy = parsePolicy('alphabetical', { filters: ['regex:^a'] });
    decide(policy, { candidates: [{ tag: 'a' }, { tag: 'ab' }], state: 'complete' }, {}, { now: 0 });
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });
});
