import fc from 'fast-check';
import { compare } from 'semver';
import { describe, expect, it } from 'vitest';
import { type Candidate, decide, type Listing, parsePolicy, policyForms, verdicts } from '../src/index.ts';

const small = fc.nat(3);
const versions = fc
  .tuple(
    fc.constantFrom('', 'v'),
    small,
    small,
    small,
    fc.constantFrom('', '', '', '-rc.1', '-rc.9', '-rc.10'),
  )
  .map(([v, major, minor, patch, pre]) => `${v}${major}.${minor}.${patch}${pre}`);
const tags = fc.oneof(
  { weight: 6, arbitrary: versions },
  fc.constantFrom(
    'latest',
    'main',
    '1',
    '1.2',
    '20240101',
    '1.2.99999999999999999',
    `sha256-${'a'.repeat(64)}.sig`,
  ),
  fc.string({ unit: 'binary' }),
);
const candidates: fc.Arbitrary<Candidate[]> = fc.array(
  fc.record(
    { tag: tags, digest: fc.constantFrom('sha256:a', 'sha256:b'), pushedAt: small, builtAt: small },
    { requiredKeys: ['tag'] },
  ),
  { maxLength: 12 },
);
const policies = fc
  .constantFrom('*', '^1', '~1.2', '>=1.0.0-rc.1', '1.x || 3.x', '<2', '>1.1.1', '1.2.3', '>=2 <1')
  .map((range) => parsePolicy(`semver:${range}`));
const states = fc.constantFrom<Listing['state']>('complete', 'partial', 'failed');
const current = fc.option(tags, { nil: undefined }).map((tag) => (tag === undefined ? {} : { tag }));
const options = fc.boolean().map((allowDown) => ({ now: 0, allowDown }));

describe('decide', () => {
  it('does not depend on the order of the tags', () => {
    const shuffled = candidates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(policies, shuffled, states, current, options, (policy, [one, other], state, field, how) => {
        const first = decide(policy, { candidates: one, state }, field, how);
        expect(decide(policy, { candidates: other, state }, field, how)).toEqual(first);
      }),
    );
  });

  it('does not change its choice for a tag that does not count', () => {
    fc.assert(
      fc.property(
        policies,
        candidates,
        states,
        current,
        options,
        tags,
        (policy, list, state, field, how, tag) => {
          fc.pre(policy.order.standing({ tag }).refusal !== undefined);
          const before = decide(policy, { candidates: list, state }, field, how);
          const after = decide(policy, { candidates: [...list, { tag }], state }, field, how);
          expect({ ...after, verdicts: [] }).toEqual({ ...before, verdicts: [] });
        },
      ),
    );
  });

  it('never goes down unless that is allowed and the listing is complete', () => {
    fc.assert(
      fc.property(policies, candidates, states, versions, options, (policy, list, state, tag, how) => {
        const { chosen } = decide(policy, { candidates: list, state }, { tag }, how);
        const down = chosen !== undefined && compare(chosen.tag, tag) < 0;
        expect(down && !(how.allowDown && state === 'complete')).toBe(false);
      }),
    );
  });

  it('chooses only what is listed and counts, and nothing from a failed listing', () => {
    fc.assert(
      fc.property(policies, candidates, states, current, options, (policy, list, state, field, how) => {
        const { chosen } = decide(policy, { candidates: list, state }, field, how);
        if (chosen === undefined) return;
        expect(state).not.toBe('failed');
        expect(list).toContainEqual(chosen);
        expect(policy.order.standing(chosen).refusal).toBeUndefined();
      }),
    );
  });

  it('is settled once its choice is written', () => {
    fc.assert(
      fc.property(policies, candidates, current, options, (policy, list, field, how) => {
        const listing: Listing = { candidates: list, state: 'complete' };
        const { chosen } = decide(policy, listing, field, how);
        if (chosen === undefined) return;
        expect(decide(policy, listing, { tag: chosen.tag }, how)).toMatchObject({ code: 'current', chosen });
      }),
    );
  });

  it('gives every tag one documented verdict', () => {
    fc.assert(
      fc.property(policies, candidates, states, current, options, (policy, list, state, field, how) => {
        const decision = decide(policy, { candidates: list, state }, field, how);
        const judged = decision.verdicts.map(({ tag }) => tag);
        expect([...judged].sort()).toEqual([...new Set(list.map(({ tag }) => tag))].sort());
        expect(decision.verdicts.every(({ code, reason }) => code in verdicts && reason !== '')).toBe(true);
      }),
    );
  });

  it('is tried here with every policy there is', () => {
    expect(policyForms).toEqual(['semver:<range>']);
  });
});
