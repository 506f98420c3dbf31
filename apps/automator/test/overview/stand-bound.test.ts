import { describe, expect, it } from 'vitest';
import type { ListingAttempt } from '../../src/check/index.ts';
import { standingsOf } from '../../src/overview/build-overview.ts';
import type { Held } from '../../src/reconcile/index.ts';
import type { SeenPull } from '../../src/write-back/index.ts';
import { deployment, fieldIn, listed, listingsOf, now, type ViewChanges, viewOf } from './view-of.ts';

const image = 'ghcr.io/acme/web';
const file = 'apps/web/web.yaml';
const id = fieldIn(file);

interface Case {
  readonly current?: string;
  readonly notes?: readonly string[];
  readonly listing?: ListingAttempt;
  readonly changes?: ViewChanges;
}

/** The one standing of a config repo with one Deployment. */
function stand({ current = '1.0.0', notes = [], listing, changes = {} }: Case) {
  const listings = listingsOf(listing === undefined ? {} : { [image]: listing });
  const view = viewOf(
    'production',
    { [file]: deployment('web', `${image}:${current}`, notes) },
    listings,
    changes,
  );
  const [standing, ...others] = standingsOf([view], listings);
  expect(others).toEqual([]);
  return standing;
}

const newer = listed(['1.0.0', { tag: '1.1.0', pushedAt: now - 60_000, firstSeenAt: now - 50_000 }]);
const open: SeenPull = {
  ...{ number: 7, url: 'https://forge/7', title: 'Update web', branch: 'automator/web', state: 'open' },
  at: now - 30_000,
  fields: [id],
};
const held = (more: Partial<Held>): Held => ({
  ...{ id, image, from: '1.0.0', to: '1.1.0', code: 'refused', reason: 'ada closed it', since: null },
  ...more,
});
const problem = { code: 'timeout', message: 'ghcr.io did not answer', next: 'check that it is up' };

const cases: Readonly<Record<string, readonly [Case, object]>> = {
  'what holds the newest is current': [
    { current: '1.1.0', listing: newer },
    { state: 'current', current: '1.1.0', chosen: null, since: undefined, code: null },
  ],
  'what is behind is pending since the push of what it should hold': [
    { listing: newer },
    { state: 'pending', chosen: '1.1.0', since: now - 60_000, delivery: 'commit' },
  ],
  'or since that was seen first': [
    { listing: listed([{ tag: '1.1.0', firstSeenAt: now - 50_000 }]) },
    { state: 'pending', since: now - 50_000 },
  ],
  'what is only observed says so': [
    { listing: newer, changes: { writeBack: 'observe' } },
    {
      state: 'pending',
      delivery: 'observe',
      reason: expect.stringMatching(/; writeBack of \S+ is observe, so it is only shown$/),
    },
  ],
  'what says beside the image that it is only observed names the place': [
    { listing: newer, notes: ['automator/write-back: observe'] },
    {
      state: 'pending',
      delivery: 'observe',
      reason: expect.stringMatching(
        /; its write-back is observe \(apps\/web\/web\.yaml:\d+\), so it is only shown$/,
      ),
    },
  ],
  'what cannot be written says why': [
    { listing: newer, changes: { fault: { where: 'production', ...problem } } },
    { state: 'pending', reason: expect.stringContaining('not written: ghcr.io did not answer') },
  ],
  'what nobody can propose says so': [
    { listing: newer, changes: { writeBack: 'pull-request', hasForge: false } },
    { state: 'pending', reason: expect.stringContaining('no forge is named for production') },
  ],
  'what waits for room or company says so': [
    {
      listing: newer,
      changes: { writeBack: 'pull-request', pulls: { pulls: [], held: [], waiting: [id] } },
    },
    { state: 'pending', reason: expect.stringContaining('waits') },
  ],
  'what is proposed stands so since the pull request was opened': [
    {
      listing: newer,
      changes: { writeBack: 'pull-request', pulls: { pulls: [open], held: [], waiting: [] } },
    },
    {
      ...{ state: 'pull-request', chosen: '1.1.0', since: now - 30_000, pull: open },
      reason: expect.stringContaining('pull request #7 proposes it'),
    },
  ],
  'a pull request that has been merged is not shown any more': [
    { current: '1.1.0', listing: newer, changes: { pulls: { pulls: [open], held: [], waiting: [] } } },
    { state: 'current', pull: undefined },
  ],
  'what is held where its policy is written': [
    { notes: ['automator/hold: "true"', 'automator/hold-reason: leaks'], listing: newer },
    { state: 'held', code: 'hold', reason: 'leaks', chosen: '1.1.0' },
  ],
  'what is held and would not move': [
    { current: '1.1.0', notes: ['automator/hold: "true"', 'automator/hold-reason: leaks'], listing: newer },
    { state: 'held', code: 'hold', reason: expect.stringMatching(/^leaks; .*1\.1\.0/), chosen: null },
  ],
  'what is frozen': [
    { listing: newer, changes: { rules: { frozen: 'AUTOMATOR_FREEZE is set' } } },
    { state: 'held', code: 'frozen', reason: 'AUTOMATOR_FREEZE is set' },
  ],
  'what a person refused, since then': [
    {
      listing: newer,
      changes: {
        pulls: {
          pulls: [{ ...open, state: 'refused' }],
          held: [held({ since: '2026-11-01T11:00:00.000Z' })],
          waiting: [],
        },
      },
    },
    { state: 'held', code: 'refused', chosen: '1.1.0', since: now - 3_600_000, pull: { state: 'refused' } },
  ],
  'what was refused of another version stops nothing': [
    {
      listing: newer,
      changes: {
        pulls: { pulls: [{ ...open, state: 'refused' }], held: [held({ to: '1.0.9' })], waiting: [] },
      },
    },
    { state: 'pending', pull: undefined },
  ],
  'what is above the range': [
    { current: '2.0.0', listing: newer },
    { state: 'above-range', chosen: null },
  ],
  'what no tag fits': [{ current: '1.0.0', listing: listed(['main']) }, { state: 'no-candidate' }],
  'what the operator does not allow': [
    { listing: newer, changes: { rules: { allows: () => false } } },
    { state: 'refused', reason: expect.stringContaining('allow.registries') },
  ],
  'what was never asked for': [
    {},
    { state: 'unknown', since: undefined, reason: expect.stringMatching(/not asked/) },
  ],
  'what seemed current when the registry last answered is not known to be': [
    { current: '1.1.0', listing: { ...newer, failures: 2, problem } },
    {
      ...{ state: 'unknown', since: newer.readAt },
      reason: expect.stringMatching(
        /^ghcr\.io did not answer; check that it is up \(when its tags were last read: /,
      ),
    },
  ],
  'what was never listed says what the registry said': [
    { listing: listed([], { listing: { candidates: [], state: 'failed' }, failures: 1, problem }) },
    { state: 'unknown', since: undefined, reason: 'ghcr.io did not answer; check that it is up' },
  ],
  'a move up goes on although the registry does not answer now': [
    { listing: { ...newer, failures: 1, problem } },
    { state: 'pending', chosen: '1.1.0' },
  ],
};

describe('a binding stands', () => {
  it.each(Object.entries(cases))('%s', (_name, [given, expected]) => {
    expect(stand(given)).toMatchObject(expected);
  });
});

describe('a field that something wrong leaves unbound', () => {
  it('stands in conflict, with what is wrong and where', () => {
    expect(stand({ notes: ['automator/gruop: x'], listing: newer })).toMatchObject({
      ...{ id, image, state: 'conflict', code: 'unknown-key', current: '1.0.0', chosen: null },
      reason: expect.stringMatching(/gruop.*\(apps\/web\/web\.yaml:\d+\)/),
    });
  });

  it('stands there once, however much is wrong', () => {
    expect(stand({ notes: ['automator/gruop: x', 'automator/polcy: y'] })).toMatchObject({
      state: 'conflict',
    });
  });
});
