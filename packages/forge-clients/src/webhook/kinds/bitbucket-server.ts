import type { ForgeReceiver, PullRequestEvent } from '../forge-webhook.ts';
import { branchOf, look, lookList, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { isSignedLikeGithub } from '../same-secret.ts';

const actions: Readonly<Record<string, PullRequestEvent['action']>> = {
  'pr:opened': 'opened',
  'pr:from_ref_updated': 'changed',
  'pr:to_ref_updated': 'changed',
  'pr:modified': 'changed',
  'pr:merged': 'merged',
  'pr:declined': 'closed',
  'pr:deleted': 'closed',
  'pr:reopened': 'reopened',
  'pr:reviewer:approved': 'reviewed',
  'pr:reviewer:unapproved': 'reviewed',
  'pr:reviewer:needs_work': 'reviewed',
  'pr:reviewer:changes_requested': 'reviewed',
};

/** Bitbucket Data Center: "Event payload"; signed in `X-Hub-Signature` with `sha256=`. */
export const bitbucketServer: ForgeReceiver = {
  provenWith: (secret, { headers, body }) => isSignedLikeGithub(secret, body, headers['x-hub-signature']),

  events(headers, body) {
    const key = headers['x-event-key'] ?? '';
    if (key === 'repo:refs_changed') {
      const repository = pathOf(look(body, 'repository'));
      return lookList(body, 'changes').flatMap((change) =>
        pushed(repository, branchOf(lookText(change, 'ref', 'id')), lookText(change, 'toHash')),
      );
    }
    const pull = look(body, 'pullRequest');
    const repository = pathOf(look(pull, 'toRef', 'repository'));
    const number = lookNumber(pull, 'id');
    if (key === 'pr:comment:added') {
      const by = {
        author: lookText(body, 'comment', 'author', 'name'),
        body: lookText(body, 'comment', 'text'),
      };
      return commented(repository, number, by);
    }
    const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
    if (action === undefined) return [];
    const head = branchOf(lookText(pull, 'fromRef', 'id'));
    return pullRequest({ repository, number, action, head, base: branchOf(lookText(pull, 'toRef', 'id')) });
  },
};

function pathOf(repository: unknown): string {
  const [project, slug] = [lookText(repository, 'project', 'key'), lookText(repository, 'slug')];
  return project === '' || slug === '' ? '' : `${project}/${slug}`;
}
