import type { ForgeEvent, ForgeReceiver, PullRequestEvent } from '../forge-webhook.ts';
import { look, lookList, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { isSignedLikeGithub } from '../same-secret.ts';

const actions: Readonly<Record<string, PullRequestEvent['action']>> = {
  'pullrequest:created': 'opened',
  'pullrequest:updated': 'changed',
  'pullrequest:fulfilled': 'merged',
  'pullrequest:rejected': 'closed',
  'pullrequest:approved': 'reviewed',
  'pullrequest:unapproved': 'reviewed',
  'pullrequest:changes_request_created': 'reviewed',
  'pullrequest:changes_request_removed': 'reviewed',
};

/** Bitbucket Cloud: "Event payloads"; signed in `X-Hub-Signature` with `sha256=`. */
export const bitbucket: ForgeReceiver = {
  provenWith: (secret, { headers, body }) => isSignedLikeGithub(secret, body, headers['x-hub-signature']),

  events(headers, body) {
    const key = headers['x-event-key'] ?? '';
    const repository = lookText(body, 'repository', 'full_name');
    const number = lookNumber(body, 'pullrequest', 'id');
    if (key === 'repo:push')
      return lookList(body, 'push', 'changes').flatMap((one) => pushOf(repository, one));
    if (key === 'pullrequest:comment_created') {
      // People have no login there: their account's id is what the API knows them by, too.
      const user = look(body, 'comment', 'user');
      const author = lookText(user, 'account_id') || lookText(user, 'uuid');
      return commented(repository, number, { author, body: lookText(body, 'comment', 'content', 'raw') });
    }
    const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
    if (action === undefined) return [];
    const head = lookText(body, 'pullrequest', 'source', 'branch', 'name');
    const base = lookText(body, 'pullrequest', 'destination', 'branch', 'name');
    return pullRequest({ repository, number, action, head, base });
  },
};

/** `new` is null where the branch was deleted. */
function pushOf(repository: string, change: unknown): readonly ForgeEvent[] {
  const now = look(change, 'new') ?? look(change, 'old');
  if (lookText(now, 'type') !== 'branch') return [];
  return pushed(repository, lookText(now, 'name'), lookText(change, 'new', 'target', 'hash'));
}
