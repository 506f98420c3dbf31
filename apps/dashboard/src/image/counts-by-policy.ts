import type { VerdictCode } from '@deployment-automator/tag-policy';

/** The verdicts on tags that count by the policy, whether or not they win. */
const counting: ReadonlySet<string> = new Set<VerdictCode>([
  'chosen',
  'current',
  'twin',
  'not-newest',
  'not-newer',
  'too-young',
  'unknown',
]);

/** Whether a tag with this verdict counts; those that do not are set back. */
export function countsByPolicy(verdict: string): boolean {
  return counting.has(verdict);
}
