import { describe, expect, it } from 'vitest';
import { distinctCandidates } from '../src/distinct-candidates.ts';

describe('distinctCandidates', () => {
  it.each([
    ['the one pushed last', { tag: 'a', pushedAt: 2 }, { tag: 'a', pushedAt: 1, builtAt: 9 }],
    ['the one with a push time', { tag: 'a', pushedAt: 1 }, { tag: 'a' }],
    ['then the one built last', { tag: 'a', builtAt: 2 }, { tag: 'a', builtAt: 1, digest: 'sha256:z' }],
    ['then the higher digest', { tag: 'a', digest: 'sha256:b' }, { tag: 'a', digest: 'sha256:a' }],
  ])('keeps %s', (_title, kept, dropped) => {
    expect(distinctCandidates([kept, dropped])).toEqual([kept]);
    expect(distinctCandidates([dropped, kept])).toEqual([kept]);
  });

  it('keeps tags that differ in case apart', () => {
    expect(distinctCandidates([{ tag: 'a' }, { tag: 'A' }])).toHaveLength(2);
  });
});
