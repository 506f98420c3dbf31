import { decide, type Listing, type Verdict, type VerdictCode } from '@deployment-automator/tag-policy';
import type { Update } from '../../reconcile/index.ts';
import type { RunnerUp } from './pull-request-input.ts';

/** The verdicts on tags that count: those of which one could have been chosen. */
const counting: readonly VerdictCode[] = [
  'current',
  'twin',
  'not-newest',
  'not-newer',
  'too-young',
  'unknown',
];

/** Every tag with its verdict, best first, as when it was decided. */
export function verdictsOf(
  { field, policy, options }: Update['binding'],
  listing: Listing,
  now: number,
): readonly Verdict[] {
  return decide(policy, listing, field.image ?? {}, {
    now,
    verdicts: true,
    ...(options.allowDown !== undefined && { allowDown: options.allowDown }),
    ...(options.minAge !== undefined && { minAge: options.minAge }),
  }).verdicts;
}

/** The tag that an update would go to if the chosen one were not there, or a better one that is too young yet. */
export function runnerUpOf(
  { binding, chosen }: Pick<Update, 'binding' | 'chosen'>,
  listing: Listing,
  now: number,
): RunnerUp | null {
  const second = verdictsOf(binding, listing, now).find(
    ({ tag, code }) => tag !== chosen.tag && counting.includes(code),
  );
  return second === undefined ? null : { tag: second.tag, reason: second.reason };
}
