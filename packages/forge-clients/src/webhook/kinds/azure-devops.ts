import type { ForgeReceiver, PullRequestEvent } from '../forge-webhook.ts';
import { branchOf, look, lookList, lookNumber, lookText } from '../look.ts';
import { commented, pullRequest, pushed } from '../make-events.ts';
import { basicPair, isSame } from '../same-secret.ts';

/** Azure DevOps: "Service hooks events". It cannot sign: the secret is the password of basic authentication. */
export const azureDevops: ForgeReceiver = {
  provenWith(secret, { headers }) {
    const pair = basicPair(headers['authorization']);
    return isSame(secret, pair === undefined ? undefined : pair.slice(pair.indexOf(':') + 1));
  },

  events(_, body) {
    const type = lookText(body, 'eventType');
    const resource = look(body, 'resource');
    if (type === 'git.push') {
      const repository = pathOf(lookText(resource, 'repository', 'remoteUrl'));
      return lookList(resource, 'refUpdates').flatMap((update) =>
        pushed(repository, branchOf(lookText(update, 'name')), lookText(update, 'newObjectId')),
      );
    }
    if (type === 'ms.vss-code.git-pullrequest-comment-event') {
      const pull = look(resource, 'pullRequest');
      const comment = look(resource, 'comment');
      const repository = pathOf(lookText(pull, 'repository', 'remoteUrl'));
      const by = { author: lookText(comment, 'author', 'uniqueName'), body: lookText(comment, 'content') };
      return commented(repository, lookNumber(pull, 'pullRequestId'), by);
    }
    if (!/^git\.pullrequest\.(?:created|updated|merged)$/.test(type)) return [];
    return pullRequest({
      repository: pathOf(lookText(resource, 'repository', 'remoteUrl')),
      number: lookNumber(resource, 'pullRequestId'),
      action: actionOf(type, lookText(resource, 'status')),
      head: branchOf(lookText(resource, 'sourceRefName')),
      base: branchOf(lookText(resource, 'targetRefName')),
    });
  },
};

/** `merged` is said of every attempt to merge, also of the trial after a push: the status tells. */
function actionOf(type: string, status: string): PullRequestEvent['action'] {
  if (status === 'completed') return 'merged';
  if (status === 'abandoned') return 'closed';
  return type === 'git.pullrequest.created' ? 'opened' : 'changed';
}

/**
 * `org/project/_git/name` of an address to clone from. Of old organisations the host holds the name, and of a
 * repository that is called like its project the project is left out.
 */
function pathOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  const segments = url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const [, old] = /^([^.]+)\.visualstudio\.com$/.exec(url.hostname) ?? [];
  const path = old === undefined ? segments : [old, ...segments.filter((one) => one !== 'DefaultCollection')];
  const git = path.indexOf('_git');
  const name = path[git + 1];
  if (git < 1 || name === undefined) return '';
  const before = git === 1 ? [...path.slice(0, 1), name] : path.slice(0, git);
  return [...before, '_git', name].join('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
