import type { ForgeReceiver, ForgeWebhookRequest, PullRequestEvent } from '../forge-webhook.ts';
import { branchOf, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { hmac, isSame } from '../same-secret.ts';

const actions: Readonly<Record<string, PullRequestEvent['action']>> = {
  open: 'opened',
  close: 'closed',
  merge: 'merged',
  reopen: 'reopened',
  approved: 'reviewed',
  approval: 'reviewed',
  unapproved: 'reviewed',
  unapproval: 'reviewed',
};

/** GitLab: "Webhook events"; shows the secret itself in `X-Gitlab-Token`, or signs as Standard Webhooks has it. */
export const gitlab: ForgeReceiver = {
  provenWith(secret, request) {
    const shown = isSame(secret, request.headers['x-gitlab-token']);
    const signed = isSigned(secret, request);
    return shown || signed;
  },

  events(_, body) {
    const repository = lookText(body, 'project', 'path_with_namespace');
    switch (lookText(body, 'object_kind')) {
      case 'push':
        return pushed(repository, branchOf(lookText(body, 'ref')), lookText(body, 'after'));
      case 'merge_request':
        return pullRequest({
          repository,
          number: lookNumber(body, 'object_attributes', 'iid'),
          action: actionOf(lookText(body, 'object_attributes', 'action')),
          head: lookText(body, 'object_attributes', 'source_branch'),
          base: lookText(body, 'object_attributes', 'target_branch'),
        });
      case 'note': {
        const edited = lookText(body, 'object_attributes', 'action') === 'update';
        const by = {
          author: lookText(body, 'user', 'username'),
          body: lookText(body, 'object_attributes', 'note'),
        };
        return edited ? [] : commented(repository, lookNumber(body, 'merge_request', 'iid'), by);
      }
      default:
        return [];
    }
  },
};

function actionOf(action: string): PullRequestEvent['action'] {
  return (Object.hasOwn(actions, action) ? actions[action] : undefined) ?? 'changed';
}

/**
 * The newer signing token (Standard Webhooks: `v1,<base64>` over id, time and body). The time is not held against
 * our clock: an event that is sent once more asks for one more look, and nothing else.
 */
function isSigned(secret: string, { headers, body }: ForgeWebhookRequest): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  if (id === undefined || time === undefined || signatures === undefined) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${time}.`), body]);
  const [, encoded] = /^whsec_([A-Za-z0-9+/=]+)$/.exec(secret) ?? [];
  const key = encoded === undefined ? secret : Buffer.from(encoded, 'base64');
  const wanted = `v1,${hmac(key, signed, 'base64')}`;
  return signatures
    .split(' ')
    .map((one) => isSame(wanted, one))
    .includes(true);
}
