import type { PullRequest } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { Badge } from '../parts/state-badge.tsx';

/** A pull request at its forge, and whether it is open or was refused. */
export function PullRequestLink({ pullRequest }: { readonly pullRequest: PullRequest }): JSX.Element {
  const { number, title, url, state } = pullRequest;
  return (
    <span class="pull-request">
      <a href={url} rel="noreferrer">
        #{number} {title}
      </a>{' '}
      {state === 'open' ? (
        <Badge icon="pull" tone="ask">
          Open
        </Badge>
      ) : (
        <Badge icon="ban" tone="wait" title="It was closed without being merged">
          Refused
        </Badge>
      )}
    </span>
  );
}
