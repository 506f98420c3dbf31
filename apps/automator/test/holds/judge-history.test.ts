import { parsePolicy } from '@deployment-automator/tag-policy';
import { describe, expect, it } from 'vitest';
import { type FieldValue, type JudgeQuestion, judgeHistory } from '../../src/holds/index.ts';

type Step = readonly [tag: string, by: 'us' | 'ann'];

/** Newest first; the commit of the step with index 0 of the writing order is `0000000000`. */
function historyOf(...steps: readonly Step[]): FieldValue[] {
  return steps
    .map(([tag, by], at) => ({
      version: { tag },
      id: 'web.yaml#0/image',
      commit: `${at}`.repeat(10),
      at: `2026-01-0${at + 1}T00:00:00Z`,
      author: by,
      ours: by === 'us',
      facts: { path: 'web.yaml', fields: [], notes: [], resources: [], problems: [] },
    }))
    .reverse();
}

const question: JudgeQuestion = {
  id: 'web.yaml#0/image',
  policy: parsePolicy('semver:^1'),
  listing: { candidates: [], state: 'complete' },
  releases: [],
  wasBound: () => true,
};
const first: Step = ['1.4.0', 'ann'];
const ours: Step = ['1.5.0', 'us'];

describe('the newest move decides', () => {
  it.each<[string, readonly Step[], string | undefined]>([
    ['nothing was ever moved', [first], undefined],
    ['we moved it up', [first, ours], undefined],
    ['back to what it was', [first, ours, ['1.4.0', 'ann']], 'reverted'],
    ['lower than it was', [first, ours, ['1.3.0', 'ann']], 'reverted'],
    ['down from what a person set', [first, ['1.3.0', 'ann']], 'reverted'],
    ['down twice', [first, ours, ['1.4.0', 'ann'], ['1.3.0', 'ann']], 'reverted'],
    ['down and up again', [first, ours, ['1.3.0', 'ann'], ['1.4.0', 'ann']], undefined],
    ['up above the range', [first, ours, ['2.0.0', 'ann']], undefined],
    ['to a branch', [first, ours, ['main', 'ann']], 'hand-set'],
    ['from a branch to a version', [first, ours, ['main', 'ann'], ['1.4.0', 'ann']], undefined],
    ['we moved it down, as allow-down lets us', [first, ['1.3.0', 'us']], undefined],
    ['we went on after a release', [first, ours, ['1.4.0', 'ann'], ['1.5.1', 'us']], undefined],
  ])('%s', (_title, steps, code) => {
    const { hold } = judgeHistory({ values: historyOf(...steps) }, question);
    expect(hold?.code).toBe(code);
  });

  it('says who, from where to where, since when, and how it ends', () => {
    const values = historyOf(first, ours, ['1.4.0', 'ann']);
    expect(judgeHistory({ values }, question).hold).toEqual({
      code: 'reverted',
      since: '2026-01-03T00:00:00Z',
      reason:
        'ann moved it from 1.5.0 to 1.4.0 in 22222222; write "automator release web.yaml#0/image", or move it up, to go on',
    });
  });

  it('takes another digest of the same tag for a way back, where we wrote it', () => {
    const [then, before] = historyOf(['latest', 'us'], ['latest', 'ann']);
    if (then === undefined || before === undefined) throw new Error('two values');
    const values = [
      { ...then, version: { tag: 'latest', digest: 'sha256:a' } },
      { ...before, version: { tag: 'latest', digest: 'sha256:b' } },
    ];
    const asked = { ...question, policy: parsePolicy('digest:latest') };
    expect(judgeHistory({ values }, asked).hold?.code).toBe('reverted');
    expect(judgeHistory({ values: values.map((one) => ({ ...one, ours: false })) }, asked)).toEqual({
      skipped: [],
    });
  });

  it('holds nothing for what was done before the field was bound', () => {
    const asked = { ...question, wasBound: () => false };
    expect(judgeHistory({ values: historyOf(first, ['1.3.0', 'ann']) }, asked).hold).toBeUndefined();
    expect(judgeHistory({ values: historyOf(first, ['main', 'ann']) }, asked).hold).toBeUndefined();
    const values = historyOf(first, ours, ['1.4.0', 'ann']);
    expect(judgeHistory({ values }, asked).hold?.code).toBe('reverted');
  });
});

describe('skip-version', () => {
  const skipsIn = (...steps: readonly Step[]): unknown[] => {
    const { hold, skipped } = judgeHistory(
      { values: historyOf(...steps) },
      { ...question, onRevert: 'skip-version' },
    );
    expect(hold).toBeUndefined();
    return skipped.map(({ version }) => version.tag);
  };

  it('leaves out what persons moved away from since they last moved up', () => {
    expect(skipsIn(first, ours, ['1.4.0', 'ann'])).toEqual(['1.5.0']);
    expect(skipsIn(first, ours, ['1.4.0', 'ann'], ['1.5.1', 'us'])).toEqual(['1.5.0']);
    expect(skipsIn(first, ours, ['1.4.0', 'ann'], ['1.5.1', 'us'], ['1.4.0', 'ann'])).toEqual([
      '1.5.1',
      '1.5.0',
    ]);
    expect(skipsIn(first, ours, ['1.4.0', 'ann'], ['1.4.9', 'ann'])).toEqual([]);
  });

  it('holds what the policy cannot rank all the same', () => {
    const asked = { ...question, onRevert: 'skip-version' } as const;
    expect(judgeHistory({ values: historyOf(first, ours, ['main', 'ann']) }, asked).hold?.code).toBe(
      'hand-set',
    );
  });
});

describe('a release', () => {
  const reverted = historyOf(first, ours, ['1.4.0', 'ann']);
  const judge = (values: FieldValue[], release: { commit?: string; version?: string }) =>
    judgeHistory({ values }, { ...question, releases: [{ id: question.id, ...release }] }).hold?.code;

  it('lifts the move that it names, or the value that still stands', () => {
    expect(judge(reverted, { commit: '2222222222', version: '1.4.0' })).toBeUndefined();
    expect(judge(reverted, { commit: '22222222' })).toBeUndefined();
    expect(judge(reverted, { version: '1.4.0' })).toBeUndefined();
  });

  it('lifts nothing else, and no later move', () => {
    expect(judge(reverted, { commit: '1111111111' })).toBe('reverted');
    expect(judge(reverted, { commit: '2' })).toBe('reverted');
    expect(judge(reverted, { version: '1.5.0' })).toBe('reverted');
    const again = historyOf(first, ours, ['1.4.0', 'ann'], ['1.5.1', 'us'], ['1.4.0', 'ann']);
    expect(judge(again, { commit: '2222222222', version: '1.4.0' })).toBe('reverted');
  });
});

describe('a history that is not all there', () => {
  it('is said, unless what is there decides', () => {
    expect(judgeHistory({ values: historyOf(first), missing: 'shallow' }, question).missing).toBe('shallow');
    const moved = historyOf(first, ours);
    expect(judgeHistory({ values: moved, missing: 'shallow' }, question).missing).toBeUndefined();
    expect(judgeHistory({ values: moved, missing: 'rewritten' }, question).missing).toBe('rewritten');
    const released = { ...question, releases: [{ id: question.id, version: '1.5.0' }] };
    expect(judgeHistory({ values: moved, missing: 'rewritten' }, released).missing).toBeUndefined();
  });
});
