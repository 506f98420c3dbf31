import type { ClockChoice, OrderKind } from '../order.ts';
import { TagPolicyError } from '../tag-policy-error.ts';

/** `newest`: every tag whose time is known, by push time or build time, one of them for a whole decision. */
export const newestKind: OrderKind = {
  name: 'newest',
  forms: ['newest', 'newest:pushed', 'newest:built'],
  read: ({ argument, policy }) => ({ by: 'time', clock: readClock(argument, policy) }),
};

function readClock(argument: string | undefined, policy: string): ClockChoice {
  if (argument === undefined) return 'either';
  if (argument === 'pushed' || argument === 'built') return argument;
  throw new TagPolicyError('bad-order', policy, `write ${newestKind.forms.join(' or ')}`);
}
