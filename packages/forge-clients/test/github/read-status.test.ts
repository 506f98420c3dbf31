import { describe, expect, it } from 'vitest';
import { isApproved, readMergeable } from '../../src/github/read-status.ts';
import { JsonView } from '../../src/http/json-view.ts';

const view = (value: unknown): JsonView => new JsonView(value, (problem) => new Error(problem));
const review = (login: string | null, state: string, association = 'MEMBER'): JsonView =>
  view({ user: login === null ? null : { login }, state, author_association: association });

describe('whether a pull request is approved', () => {
  it.each([
    ['by nobody', [], false],
    ['by a member', [review('a', 'APPROVED')], true],
    ['and then commented on', [review('a', 'APPROVED'), review('a', 'COMMENTED')], true],
    ['and then refused by the same', [review('a', 'APPROVED'), review('a', 'CHANGES_REQUESTED')], false],
    ['refused and then approved', [review('a', 'CHANGES_REQUESTED'), review('a', 'APPROVED')], true],
    ['and refused by another', [review('a', 'APPROVED'), review('b', 'CHANGES_REQUESTED')], false],
    ['and dismissed', [review('a', 'DISMISSED')], false],
    ['by a stranger, as everybody may on a public one', [review('x', 'APPROVED', 'NONE')], false],
    ['by somebody who once contributed', [review('x', 'APPROVED', 'CONTRIBUTOR')], false],
    ['and refused by a stranger', [review('a', 'APPROVED'), review('x', 'CHANGES_REQUESTED', 'NONE')], true],
    ['by somebody whose account is gone', [review(null, 'APPROVED', 'NONE')], false],
    ['not yet: the review is not sent', [review('a', 'PENDING')], false],
  ] as const)('%s', (_, reviews, approved) => {
    expect(isApproved(reviews)).toBe(approved);
  });
});

describe('whether a pull request can be merged', () => {
  it.each([
    [true, 'clean', 'clean'],
    [true, 'blocked', 'clean'],
    [true, 'unstable', 'clean'],
    [true, 'behind', 'behind'],
    [false, 'dirty', 'conflict'],
    [null, 'unknown', 'unknown'],
    [null, undefined, 'unknown'],
  ] as const)('%s and %s is %s', (mergeable, state, verdict) => {
    expect(readMergeable(view({ mergeable, mergeable_state: state }))).toBe(verdict);
  });
});
