import { expect, it } from 'vitest';
import { listingOf } from '../../src/playground/listing-of.ts';

const noon = '2026-01-31T12:00:00Z';
const known = { tag: '1', digest: 'sha256:ab', pushedAt: noon, builtAt: noon, firstSeenAt: noon };
const bare = { tag: '2', digest: null, pushedAt: null, builtAt: null, firstSeenAt: null };

it('leaves out what is not known', () => {
  const time = Date.UTC(2026, 0, 31, 12);
  const said = { verdict: 'chosen', reason: 'it is' };
  expect(
    listingOf(
      [
        { ...known, ...said },
        { ...bare, ...said },
      ],
      'partial',
    ),
  ).toEqual({
    candidates: [
      { tag: '1', digest: 'sha256:ab', pushedAt: time, builtAt: time, firstSeenAt: time },
      { tag: '2' },
    ],
    state: 'partial',
  });
});

it('takes an image that was never asked for as one that could not be listed', () => {
  expect(listingOf([], 'none').state).toBe('failed');
});
