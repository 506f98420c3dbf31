import type { ImageDetail, PullRequest } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { PullRequestLink } from './pull-request-link.tsx';

/** Our pull requests about the image: those that wait, and those that somebody refused. */
export function PullRequests({ image }: { readonly image: ImageDetail }): JSX.Element | null {
  const found = new Map<string, PullRequest>();
  for (const { pullRequest } of image.bindings) {
    if (pullRequest !== null) found.set(pullRequest.url, pullRequest);
  }
  if (found.size === 0) return null;
  return (
    <section aria-labelledby="pull-requests" class="panel">
      <h2 id="pull-requests">Pull requests</h2>
      <ul class="plain">
        {[...found.values()].map((pullRequest) => (
          <li key={pullRequest.url}>
            <PullRequestLink pullRequest={pullRequest} />
          </li>
        ))}
      </ul>
    </section>
  );
}
