import { candidatesPage, imageDetail as imageDetailSchema } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import type { ListingAttempt } from '../../src/check/index.ts';
import { buildOverview, standingsOf } from '../../src/overview/build-overview.ts';
import { imageDetail, selectCandidates } from '../../src/overview/index.ts';
import { deployment, listed, listingsOf, now, viewOf } from './view-of.ts';

const image = 'ghcr.io/acme/web';
const tags = listed([
  { tag: '1.0.0' },
  { tag: '1.1.0', pushedAt: now - 7_200_000, digest: `sha256:${'a'.repeat(64)}` },
  { tag: '1.2.0', builtAt: now - 3_600_000, firstSeenAt: now - 1000 },
  { tag: '2.0.0' },
  { tag: 'nightly-2026' },
]);

function entryOf(attempt: ListingAttempt | undefined, notes: readonly string[] = []) {
  const listings = listingsOf(attempt === undefined ? {} : { [image]: attempt });
  const view = viewOf('production', { 'web.yaml': deployment('web', `${image}:1.0.0`, notes) }, listings);
  const [entry] = buildOverview(standingsOf([view], listings), listings).entries;
  if (entry === undefined) throw new Error('the image is bound');
  return entry;
}

function detailOf(attempt: ListingAttempt | undefined, notes: readonly string[] = []) {
  const known = { attempt, webhookAt: now - 500, nextPollAt: now + 500, requests: 3 };
  const detail = imageDetail(entryOf(attempt, notes), known, now);
  expect(imageDetailSchema.parse(detail)).toEqual(detail);
  return detail;
}

describe('everything about an image', () => {
  it('says what governs it, what was chosen and what came second', () => {
    const detail = detailOf(tags, ['automator/group: backend', "automator/filter: '!glob:nightly-*'"]);
    expect(detail).toMatchObject({
      webhookAt: '2026-11-01T11:59:59.500Z',
      nextPollAt: '2026-11-01T12:00:00.500Z',
      requests: 3,
    });
    expect(detail.bindings[0]).toMatchObject({
      policy: 'semver:^1 !glob:nightly-*',
      dialect: 'automator',
      group: 'backend',
      writtenAt: { file: 'web.yaml', line: 6 },
      chosen: '1.2.0',
      runnerUp: '1.1.0',
      pullRequest: null,
    });
  });

  it.each([
    ['never asked', undefined, { state: 'none', tags: 0, readAt: null, attemptedAt: null, problem: null }],
    ['read', tags, { state: 'complete', tags: 5, readAt: '2026-11-01T11:00:00.000Z', problem: null }],
    [
      'failed later',
      { ...tags, failures: 1, problem: { code: 'timeout', message: 'no answer', next: 'wait' } },
      {
        state: 'failed',
        tags: 5,
        readAt: '2026-11-01T11:00:00.000Z',
        problem: { where: image, code: 'timeout' },
      },
    ],
    [
      'failed from the start',
      listed([], { listing: { candidates: [], state: 'failed' }, failures: 1 }),
      { state: 'failed', tags: 0, readAt: null },
    ],
  ] as const)('says how its tags were learned: %s', (_name, attempt, expected) => {
    expect(detailOf(attempt).listing).toMatchObject(expected);
  });

  it('says of a field that nothing governs what is wrong', () => {
    expect(detailOf(tags, ['automator/gruop: x']).bindings[0]).toMatchObject({
      ...{ state: 'conflict', code: 'unknown-key', policy: '', dialect: '', runnerUp: null },
      writtenAt: { file: 'web.yaml', line: 7 },
    });
  });
});

describe('candidates', () => {
  const binding = () => {
    const [standing] = entryOf(tags).standings;
    if (standing === undefined || 'problem' in standing.by) throw new Error('it is bound');
    return standing.by.binding;
  };
  const page = (query: { search?: string; offset?: number; limit?: number } = {}) => {
    const found = selectCandidates(binding(), tags.listing, { offset: 0, limit: 100, ...query }, now);
    expect(candidatesPage.parse(found)).toEqual(found);
    return found;
  };

  it('come best first, each with its verdict and what is known of its times', () => {
    const { items, total, policy, current } = page();
    expect({ total, policy, current }).toEqual({ total: 5, policy: 'semver:^1', current: '1.0.0' });
    expect(items.map(({ tag, verdict }) => [tag, verdict])).toEqual([
      ['1.2.0', 'chosen'],
      ['1.1.0', 'not-newest'],
      ['1.0.0', 'current'],
      ['2.0.0', 'above-range'],
      ['nightly-2026', 'not-a-version'],
    ]);
    expect(items[0]).toMatchObject({
      builtAt: '2026-11-01T11:00:00.000Z',
      firstSeenAt: '2026-11-01T11:59:59.000Z',
      digest: null,
    });
    expect(items[1]).toMatchObject({
      pushedAt: '2026-11-01T10:00:00.000Z',
      digest: `sha256:${'a'.repeat(64)}`,
    });
  });

  it('are searched and given in parts', () => {
    expect(page({ search: 'NIGHT' })).toMatchObject({ total: 1, items: [{ tag: 'nightly-2026' }] });
    expect(page({ offset: 1, limit: 2 }).items.map(({ tag }) => tag)).toEqual(['1.1.0', '1.0.0']);
  });
});
