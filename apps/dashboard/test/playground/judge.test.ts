import { describe, expect, it } from 'vitest';
import { example } from '../../src/playground/inputs.ts';
import { judge, readCurrent } from '../../src/playground/judge.ts';
import { readPolicy } from '../../src/playground/policy-faults.ts';
import { readTags } from '../../src/playground/read-tags.ts';

describe('judge', () => {
  it('gives every tag of the example a verdict', () => {
    const read = readPolicy(example);
    if (!('policy' in read)) throw new Error('the example has a fault');
    const { candidates } = readTags(example.tags);
    const { decision, judged, counts } = judge(
      read.policy,
      { candidates, state: 'complete' },
      example.current,
      { now: 0 },
    );
    expect(decision.code).toBe('update');
    expect(decision.chosen?.tag).toBe('1.5.0');
    expect(judged.map(({ tag, code }) => `${tag} ${code}`)).toEqual([
      '1.5.0 chosen',
      '1.4.2 not-newest',
      '1.4.1 current',
      '2.0.0 above-range',
      '1.5.0-rc.1 prerelease',
      '1.3.9 out-of-range',
      'latest not-a-version',
      'main-4567def not-a-version',
    ]);
    expect(counts.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'chosen 1',
      'current 1',
      'not-newest 1',
      'prerelease 1',
      'above-range 1',
      'out-of-range 1',
      'not-a-version 2',
    ]);
    expect(counts[0]?.meaning).toContain('The field moves to this tag');
  });

  it('keeps what is known of a candidate', () => {
    const read = readPolicy({ ...example, policy: 'newest:pushed' });
    if (!('policy' in read)) throw new Error('the policy has a fault');
    const candidates = [{ tag: 'a', pushedAt: 2, digest: 'sha256:aa' }, { tag: 'b' }];
    const { judged } = judge(read.policy, { candidates, state: 'complete' }, '', { now: 3 });
    expect(judged.map(({ candidate }) => candidate)).toEqual(candidates);
  });
});

it.each([
  ['', {}],
  [' 1.4.2 ', { tag: '1.4.2' }],
  ['1.4.2@sha256:ab', { tag: '1.4.2', digest: 'sha256:ab' }],
  ['@sha256:ab', { digest: 'sha256:ab' }],
  ['sha256:ab', { digest: 'sha256:ab' }],
])('reads the current version "%s"', (text, current) => {
  expect(readCurrent(text)).toEqual(current);
});
