import { expect, it } from 'vitest';
import type { ListingAttempt } from '../../../src/check/index.ts';
import { tellCheck } from '../../../src/service/tell/index.ts';

const image = 'ghcr.io/acme/web';
const fault = { code: 'unauthorized', message: 'ghcr.io wants credentials', next: 'give some' };

function attempt(tags: Readonly<Record<string, string | undefined>>, problem?: typeof fault): ListingAttempt {
  const candidates = Object.entries(tags).map(([tag, digest]) => ({
    tag,
    ...(digest !== undefined && { digest }),
  }));
  return {
    listing: { candidates, state: problem === undefined ? 'complete' : 'failed' },
    readAt: 0,
    attemptedAt: 0,
    failures: 0,
    turn: 1,
    ...(problem !== undefined && { problem }),
  };
}

const two = attempt({ '1.0.0': 'sha256:a', '1.1.0': undefined });
const failed = attempt({}, fault);

it.each([
  ['a first list', undefined, two, 'ghcr.io/acme/web: listed for the first time, 2 tags'],
  [
    'a new tag',
    two,
    attempt({ '1.0.0': 'sha256:a', '1.1.0': undefined, '1.2.0': undefined }),
    'ghcr.io/acme/web: 3 tags, 1 new or moved: 1.2.0',
  ],
  [
    'a tag that moved',
    two,
    attempt({ '1.0.0': 'sha256:b', '1.1.0': undefined }),
    'ghcr.io/acme/web: 2 tags, 1 new or moved: 1.0.0',
  ],
  [
    'many new tags',
    attempt({}),
    attempt({ a: '1', b: '1', c: '1', d: '1' }),
    'ghcr.io/acme/web: 4 tags, 4 new or moved',
  ],
  ['a fault', two, failed, 'ghcr.io wants credentials'],
  ['another fault', attempt({}, { ...fault, code: 'timeout' }), failed, 'ghcr.io wants credentials'],
  [
    'the end of a fault',
    failed,
    two,
    'ghcr.io/acme/web: the registry answers again, 2 tags, 2 new or moved: 1.0.0, 1.1.0',
  ],
] as const)('tells of %s', (_name, before, after, message) => {
  const [told] = tellCheck(image, before, after);
  expect(told?.happening).toMatchObject({ kind: 'check', message, image, imageId: expect.any(String) });
});

it('says the code and the next step of a fault', () => {
  expect(tellCheck(image, two, failed)[0]?.happening).toMatchObject({
    code: 'unauthorized',
    next: 'give some',
  });
});

it('names the one tag that is new', () => {
  const [told] = tellCheck(image, attempt({ a: undefined }), attempt({ a: undefined, b: undefined }));
  expect(told?.happening.tag).toBe('b');
});

it.each([
  ['nothing new', two, two],
  ['a digest that was only learned now', two, attempt({ '1.0.0': 'sha256:a', '1.1.0': 'sha256:b' })],
  ['a tag that is gone', two, attempt({ '1.0.0': 'sha256:a' })],
  ['the same fault again', failed, failed],
] as const)('keeps quiet about %s', (_name, before, after) => {
  expect(tellCheck(image, before, after)).toEqual([]);
});
