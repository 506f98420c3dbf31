import type { ForgeReceiver, PullRequestEvent } from '../forge-webhook.ts';
import { branchOf, look, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { isSignedLikeGithub } from '../same-secret.ts';

/** GitHub: "Webhook events and payloads"; signed in `X-Hub-Signature-256`. */
export const github: ForgeReceiver = {
  provenWith: (secret, { headers, body }) => isSignedLikeGithub(secret, body, headers['x-hub-signature-256']),

  events(headers, body) {
    const repository = lookText(body, 'repository', 'full_name');
    const action = lookText(body, 'action');
    switch (headers['x-github-event']) {
      case 'push':
        return pushed(repository, branchOf(lookText(body, 'ref')), lookText(body, 'after'));
      case 'pull_request':
      case 'pull_request_review':
        return pullRequest({
          repository,
          number: lookNumber(body, 'pull_request', 'number'),
          action: headers['x-github-event'] === 'pull_request' ? actionOf(action, body) : 'reviewed',
          head: lookText(body, 'pull_request', 'head', 'ref'),
          base: lookText(body, 'pull_request', 'base', 'ref'),
        });
      case 'issue_comment': {
        // A pull request is an issue with this field.
        const ours = action === 'created' && look(body, 'issue', 'pull_request') !== undefined;
        const author = lookText(body, 'comment', 'user', 'login');
        const by = { author, body: lookText(body, 'comment', 'body') };
        return ours ? commented(repository, lookNumber(body, 'issue', 'number'), by) : [];
      }
      default:
        return [];
    }
  },
};

function actionOf(action: string, body: unknown): PullRequestEvent['action'] {
  if (action === 'closed') return look(body, 'pull_request', 'merged') === true ? 'merged' : 'closed';
  return action === 'opened' || action === 'reopened' ? action : 'changed';
}
