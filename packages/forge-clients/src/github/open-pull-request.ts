import type { NewPullRequest, PullRequest } from '../forge-client.ts';
import type { GithubApi } from './github-api.ts';
import { readPullRequest } from './read-pull-request.ts';

/** Opens a pull request; labels and people need requests of their own, and only where there are any. */
export async function openPullRequest(api: GithubApi, pull: NewPullRequest): Promise<PullRequest> {
  const { head, base, title, body, draft = false } = pull;
  const made = await api.ask('open a pull request', () =>
    api.octokit.rest.pulls.create({ ...api.at, head, base, title, body, draft }),
  );
  return readPullRequest(made);
}

/** Gives a new pull request its labels and people. Gives it as it is then. */
export async function dressPullRequest(
  api: GithubApi,
  made: PullRequest,
  pull: NewPullRequest,
): Promise<PullRequest> {
  const { labels = [], reviewers = [], assignees = [] } = pull;
  const { rest } = api.octokit;
  const issue = { ...api.at, issue_number: made.number };
  const which = `pull request ${made.number}`;
  let names = made.labels;
  if (labels.length > 0) {
    const set = await api.ask(`label ${which}`, () =>
      rest.issues.addLabels({ ...issue, labels: [...labels] }),
    );
    names = set.list().map((label) => label.at('name').text());
  }
  if (reviewers.length > 0) {
    const people = reviewers.filter((name) => !name.includes('/'));
    // A team is written with its organisation, `acme/platform`, as CODEOWNERS does.
    const teams = reviewers
      .filter((name) => name.includes('/'))
      .map((name) => name.split('/').at(-1) ?? name);
    await api.ask(`ask for reviews of ${which}`, () =>
      rest.pulls.requestReviewers({
        ...api.at,
        pull_number: made.number,
        reviewers: people,
        team_reviewers: teams,
      }),
    );
  }
  if (assignees.length > 0) {
    await api.ask(`assign ${which}`, () => rest.issues.addAssignees({ ...issue, assignees: [...assignees] }));
  }
  return { ...made, labels: names };
}
