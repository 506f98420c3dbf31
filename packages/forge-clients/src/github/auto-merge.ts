import type { JsonView } from '../http/json-view.ts';
import type { GithubApi } from './github-api.ts';
import { RequestFailure } from './request-failure.ts';

const QUESTION = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    viewerDefaultMergeMethod
    pullRequest(number: $number) { id }
  }
}`;

const ORDER = `mutation ($id: ID!, $method: PullRequestMergeMethod!) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $method }) {
    pullRequest { number }
  }
}`;

/** Auto-merge is only in GitHub's GraphQL; the method is the one that the repository allows and prefers. */
export async function enableAutoMerge(api: GithubApi, number: number): Promise<void> {
  const action = `let pull request ${number} merge itself`;
  const found = await graphql(api, action, QUESTION, { ...api.at, number });
  const repository = found.at('repository');
  const method = repository.at('viewerDefaultMergeMethod').text();
  const id = repository.at('pullRequest', 'id').text();
  await graphql(api, action, ORDER, { id, method });
}

/** The login of whom an App's token acts for, which the REST API does not tell. */
export async function viewer(api: GithubApi, action: string): Promise<string> {
  return (await graphql(api, action, 'query { viewer { login } }', {})).at('viewer', 'login').text();
}

async function graphql(
  api: GithubApi,
  action: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<JsonView> {
  // On GitHub Enterprise it is beside the REST API, not below it.
  const base = api.octokit.request.endpoint.DEFAULTS.baseUrl;
  const url = `${base.replace(/\/api\/v3$/, '/api')}/graphql`;
  const answer = await api.ask(action, () => api.octokit.request(`POST ${url}`, { query, variables }));
  const [first] = answer.at('errors').items();
  if (first !== undefined)
    throw api.error(action, refusal(first.at('type').text(''), first.at('message').text('')));
  return answer.at('data');
}

/** GraphQL refuses with a status of 200; only the types are GitHub's fixed words. */
function refusal(type: string, message: string): RequestFailure {
  if (type === 'RATE_LIMITED') return new RequestFailure('rate-limited', 'it takes no more requests for now');
  if (type === 'FORBIDDEN') return new RequestFailure('forbidden', 'the account may not do that');
  if (type === 'NOT_FOUND')
    return new RequestFailure('not-found', 'it is not there, or the account may not see it');
  const ready = /clean status/.test(message);
  const why = ready ? 'there is nothing to wait for: no check is required' : 'its settings do not allow it';
  return new RequestFailure('invalid', why);
}
