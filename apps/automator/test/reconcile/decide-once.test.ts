import { decide, type Listing, parsePolicy } from '@deployment-automator/tag-policy';
import { describe, expect, it } from 'vitest';
import { type Decide, decideOnce } from '../../src/reconcile/decide-once.ts';

type Question = Parameters<Decide>;

const listing = (...tags: string[]): Listing => ({
  candidates: tags.map((tag) => ({ tag })),
  state: 'complete',
});
const tags = listing('1.0.0', '1.1.0', '2.0.0');
const policy = parsePolicy('semver:^1');

describe('decideOnce', () => {
  it('answers the same question with the same decision, whoever wrote the policy', () => {
    const once = decideOnce(0);
    const first = once(policy, tags, { tag: '1.0.0' }, {});
    expect(first).toEqual(decide(policy, tags, { tag: '1.0.0' }, { now: 0 }));
    expect(once(parsePolicy(' semver:^1'), tags, { tag: '1.0.0' }, {})).toBe(first);
  });

  it.each<[string, Question]>([
    ['policy', [parsePolicy('semver:^2'), tags, { tag: '1.0.0' }, {}]],
    ['listing', [policy, listing('1.0.0', '1.2.0'), { tag: '1.0.0' }, {}]],
    ['tag', [policy, tags, { tag: '1.1.0' }, {}]],
    ['missing tag', [policy, tags, {}, {}]],
    ['permission to go down', [policy, tags, { tag: '3.0.0' }, { allowDown: true }]],
  ])('another %s is another question', (_, question) => {
    const once = decideOnce(0);
    once(policy, tags, { tag: '1.0.0' }, {});
    once(policy, tags, { tag: '3.0.0' }, {});
    const [ofPolicy, ofListing, current, options] = question;
    expect(once(...question)).toEqual(decide(ofPolicy, ofListing, current, { ...options, now: 0 }));
  });
});
