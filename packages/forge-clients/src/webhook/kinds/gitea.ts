import type { ForgeReceiver, PullRequestEvent } from '../forge-webhook.ts';
import { branchOf, look, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { hmac, isSame } from '../same-secret.ts';

/** Gitea and Forgejo: "Webhooks"; signed with bare hex in a header of their own, and in Gitea's by both. */
export const gitea: ForgeReceiver = {
  provenWith(secret, { headers, body }) {
    const signature = hmac(secret, body, 'hex');
    return isSame(signature, (headers['x-forgejo-signature'] ?? headers['x-gitea-signature'])?.toLowerCase());
  },

  events(headers, body) {
    const repository = lookText(body, 'repository', 'full_name');
    const event = headers['x-forgejo-event'] ?? headers['x-gitea-event'] ?? '';
    const action = lookText(body, 'action');
    if (event === 'push') {
      return pushed(repository, branchOf(lookText(body, 'ref')), lookText(body, 'after'));
    }
    if (event === 'issue_comment' || event === 'pull_request_comment') {
      const by = {
        author: lookText(body, 'comment', 'user', 'login'),
        body: lookText(body, 'comment', 'body'),
      };
      const number = lookNumber(body, 'issue', 'number');
      const ours = action === 'created' && look(body, 'is_pull') === true;
      return ours ? commented(repository, number, by) : [];
    }
    if (!event.startsWith('pull_request')) return [];
    return pullRequest({
      repository,
      number: lookNumber(body, 'pull_request', 'number'),
      action: /_(?:approved|rejected)$/.test(event) ? 'reviewed' : actionOf(action, body),
      head: lookText(body, 'pull_request', 'head', 'ref'),
      base: lookText(body, 'pull_request', 'base', 'ref'),
    });
  },
};

function actionOf(action: string, body: unknown): PullRequestEvent['action'] {
  if (action === 'closed') return look(body, 'pull_request', 'merged') === true ? 'merged' : 'closed';
  if (action === 'reviewed') return 'reviewed';
  return action === 'opened' || action === 'reopened' ? action : 'changed';
}
