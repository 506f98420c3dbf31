import type { Candidate } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { Badge } from '../parts/state-badge.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { shortVersion } from '../parts/version.ts';
import { countsByPolicy } from './counts-by-policy.ts';

export interface CandidateItemProps {
  readonly candidate: Candidate;
  readonly isCurrent: boolean;
  /** Whether it would be chosen if the chosen one were not there. */
  readonly isRunnerUp: boolean;
}

/** One tag on the time line: when it came, what it is, and what became of it. */
export function CandidateItem({ candidate, isCurrent, isRunnerUp }: CandidateItemProps): JSX.Element {
  const { tag, digest, verdict, reason } = candidate;
  const time = timeOf(candidate);
  const kind = verdict === 'chosen' ? 'counts chosen' : countsByPolicy(verdict) ? 'counts' : 'left-out';
  return (
    <li class={`candidate ${kind}`}>
      <p class="when hint">
        {time === undefined ? (
          'no time known'
        ) : (
          <>
            {time.what} <TimeAgo at={time.at} />
          </>
        )}
      </p>
      <div>
        <p class="tag">
          <span class="version">{tag}</span>
          <VerdictBadge verdict={verdict} />
          {isRunnerUp && (
            <Badge icon="up" tone="quiet" title="It would be chosen if the chosen one were not there">
              Runner-up
            </Badge>
          )}
          {isCurrent && verdict !== 'current' && (
            <Badge icon="check" tone="busy">
              Current
            </Badge>
          )}
        </p>
        <p class="hint">
          {reason}
          {digest !== null && (
            <>
              {' '}
              <code title={digest}>{shortVersion(digest)}</code>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

function timeOf(candidate: Candidate): { readonly what: string; readonly at: string } | undefined {
  const { pushedAt, builtAt, firstSeenAt } = candidate;
  if (pushedAt !== null) return { what: 'pushed', at: pushedAt };
  if (builtAt !== null) return { what: 'built', at: builtAt };
  return firstSeenAt === null ? undefined : { what: 'first seen', at: firstSeenAt };
}
