import { jsonReply, type Reply } from '../registry/reply.ts';
import { field, textOf } from './body.ts';
import type { GithubCall } from './github.ts';
import { userShape } from './github-shapes.ts';

/** The three questions that only GraphQL answers: who asks, what a pull request's id is, and auto-merge. */
export async function githubGraphql({ site, request, account }: GithubCall): Promise<Reply> {
  const query = textOf(request.body, 'query') ?? '';
  const variables = field(request.body, 'variables');
  if (/\bviewer\b/.test(query)) return data({ viewer: { login: userShape(site, account)['login'] } });
  if (/\benablePullRequestAutoMerge\b/.test(query)) {
    if (account.permission === 'read') return refusal('FORBIDDEN', 'Resource not accessible by integration');
    const pull = site.state.pulls.find(({ number }) => `PR_${number}` === textOf(variables, 'id'));
    if (pull === undefined) return refusal('NOT_FOUND', 'Could not resolve to a node with the global id');
    if (site.state.rules.get(pull.base)?.upToDate !== true) {
      return refusal('UNPROCESSABLE', 'Pull request Pull request is in clean status');
    }
    pull.autoMerge = true;
    return data({ enablePullRequestAutoMerge: { pullRequest: { number: pull.number } } });
  }
  if (/\bpullRequest\(/.test(query)) {
    const pull = site.state.find(Number(field(variables, 'number')));
    if (pull === undefined) return refusal('NOT_FOUND', 'Could not resolve to a PullRequest');
    return data({
      repository: { viewerDefaultMergeMethod: 'MERGE', pullRequest: { id: `PR_${pull.number}` } },
    });
  }
  return refusal('undefinedField', 'Field is not known here');
}

function data(value: unknown): Reply {
  return jsonReply(200, { data: value });
}

/** GraphQL says what failed with a 200. */
function refusal(type: string, message: string): Reply {
  return jsonReply(200, { data: null, errors: [{ type, message, path: [] }] });
}
