import fc from 'fast-check';
import { compare } from 'semver';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  createDecider,
  decide,
  type Listing,
  parsePolicy,
  policyForms,
  type TagPolicy,
  verdicts,
  wants,
} from '../src/index.ts';

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
const after2024 = small.map((hours) => 1_704_067_200_000 + hours * 3_600_000);
const candidates: fc.Arbitrary<Candidate[]> = fc.array(
  fc.record(
    {
      tag: tags,
      digest: fc.constantFrom('sha256:a', 'sha256:b'),
      pushedAt: after2024,
      builtAt: after2024,
      firstSeenAt: after2024,
    },
    { requiredKeys: ['tag'] },
  ),
  { maxLength: 12 },
);
const ranges = [
  '*',
  '^1',
  '~1.2',
  '>=1.0.0-rc.1',
  '1.x || 3.x',
  '<2',
  '>1.1.1',
  '1.2.3',
  '>=2 <1',
  '>=0.0.0-0',
];
const texts = [
  ...ranges.map((range) => `semver:${range}`),
  ...ranges.map((range) => `semver-loose:${range}@digest`),
  'numeric',
  'numeric:desc@digest-follow',
  'alphabetical',
  'alphabetical:desc',
  'newest',
  'newest:pushed',
  'newest:built@digest-follow',
  'digest:latest',
];
const filterSets = fc.constantFrom<string[]>(
  [],
  [],
  ['!glob:latest'],
  ['glob:*1*', '!regex:^v'],
  ['regex:^v?(?<key>.*)$'],
);
const policies = fc
  .tuple(fc.constantFrom(...texts), filterSets, fc.constantFrom(undefined, undefined, 'keep', '-rc*'))
  .map(([text, filters, suffix]) =>
    parsePolicy(text, {
      filters,
      ...(suffix !== undefined && text.startsWith('semver') && { suffix }),
    }),
  );
const states = fc.constantFrom<Listing['state']>('complete', 'partial', 'failed');
const current = fc.record(
  { tag: tags, digest: fc.constantFrom('sha256:a', 'sha256:b') },
  { requiredKeys: [] },
);
const options = fc.record({
  now: fc.constant(1_704_067_200_000 + 3 * 3_600_000),
  allowDown: fc.boolean(),
  minAge: fc.constantFrom(0, 0, 5_400_000),
  verdicts: fc.constant(true),
});

const countingCodes = ['chosen', 'current', 'twin', 'not-newest', 'not-newer', 'too-young', 'unknown'];

function counts(policy: TagPolicy, candidate: Candidate): boolean {
  const listing: Listing = { candidates: [candidate], state: 'complete' };
  const [verdict] = decide(policy, listing, {}, { now: candidate.pushedAt ?? 0, verdicts: true }).verdicts;
  return countingCodes.includes(verdict?.code ?? '');
}

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
          fc.pre(policy.suffix === undefined && !counts(policy, { tag, pushedAt: 1, builtAt: how.now }));
          fc.pre(tag !== field.tag);
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
        fc.pre(policy.name === 'semver' && policy.suffix === undefined);
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
        fc.pre(policy.suffix !== 'keep');
        expect(counts(policy, chosen)).toBe(true);
      }),
    );
  });

  it('is settled once its choice is written', () => {
    fc.assert(
      fc.property(policies, candidates, current, options, (policy, list, field, how) => {
        const listing: Listing = { candidates: list, state: 'complete' };
        const { chosen } = decide(policy, listing, field, how);
        if (chosen === undefined) return;
        const held = { tag: chosen.tag, ...(chosen.digest !== undefined && { digest: chosen.digest }) };
        fc.pre(policy.digestMode === 'keep' || chosen.digest !== undefined);
        expect(decide(policy, listing, held, { ...how, allowDown: false }).chosen ?? chosen).toEqual(chosen);
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

  it('says the same from memory, whatever was listed before', () => {
    fc.assert(
      fc.property(
        policies,
        candidates,
        candidates,
        states,
        current,
        options,
        (policy, old, list, state, field, how) => {
          const decider = createDecider(policy);
          decider.decide({ candidates: old, state }, field, how);
          const listing: Listing = { candidates: [...old.slice(1), ...list, ...old], state };
          expect(decider.decide(listing, field, how)).toEqual(decide(policy, listing, field, how));
          expect(decider.wants(listing, field, how)).toEqual(wants(policy, listing, field, how));
        },
      ),
    );
  });

  it('says the same without verdicts', () => {
    fc.assert(
      fc.property(policies, candidates, states, current, options, (policy, list, state, field, how) => {
        const listing: Listing = { candidates: list, state };
        const plain = decide(policy, listing, field, { ...how, verdicts: false });
        expect(plain).toEqual({ ...decide(policy, listing, field, how), verdicts: [] });
      }),
    );
  });

  it('never moves to an older time unless that is allowed', () => {
    fc.assert(
      fc.property(candidates, states, tags, options, (list, state, tag, how) => {
        const policy = parsePolicy('newest:pushed');
        const { chosen } = decide(policy, { candidates: list, state }, { tag }, { ...how, allowDown: false });
        const own = list.filter((one) => one.tag === tag).map(({ pushedAt }) => pushedAt ?? 0);
        expect(chosen === undefined || (chosen.pushedAt ?? 0) >= Math.max(0, ...own)).toBe(true);
      }),
    );
  });

  it('is tried here with every policy there is', () => {
    const tried = new Set(
      texts.map((text) => text.replace(/@.*/, '').replace(/:(?!desc|pushed|built).*/, ':')),
    );
    expect([...tried].sort()).toEqual(policyForms.map((form) => form.replace(/<.*>/, '')).sort());
  });
});
