import type { OrderKind, Written } from '../order.ts';
import { TagPolicyError } from '../tag-policy-error.ts';

/** Reads what may follow `numeric` and `alphabetical`: nothing, or `desc` where the lowest is the newest. */
export function readDirection({ argument, policy }: Written, kind: OrderKind): 1 | -1 {
  if (argument === undefined) return 1;
  if (argument === 'desc') return -1;
  throw new TagPolicyError('bad-order', policy, `write ${kind.forms.join(' or ')}`);
}
