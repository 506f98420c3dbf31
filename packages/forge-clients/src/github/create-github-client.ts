import type {
  ForgeAbilities,
  ForgeClient,
  ForgeOptions,
  PullRequest,
  PullRequestStatus,
} from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import { openOnce } from '../http/open-once.ts';
import { enableAutoMerge, viewer } from './auto-merge.ts';
import { createGithubApi, type GithubApi } from './github-api.ts';
import { dressPullRequest, openPullRequest } from './open-pull-request.ts';
import { isOwn, readComment, readPerson, readPullRequest } from './read-pull-request.ts';
import { isApproved, readMergeable } from './read-status.ts';
import { compare, release } from './source-changes.ts';

const PAGE = 100;

/** GitHub's limits: a title of 256 characters, a body of 65536. */
const abilities: ForgeAbilities = {
  labels: true,
  drafts: true,
  reopen: true,
  autoMerge: true,
  maxTitle: 256,
  maxBody: 65_536,
};

/** GitHub and GitHub Enterprise, by the REST API of version 2022-11-28. */
export function createGithubClient(options: ForgeOptions): ForgeClient {
  const api = createGithubApi(options);
  const { at } = api;
  const { pulls, issues } = api.octokit.rest;

  async function listByHead(head: string, base: string, limit: number): Promise<readonly PullRequest[]> {
    const query = {
      ...at,
      state: 'all',
      head: `${at.owner}:${head}`,
      base,
      sort: 'created',
      direction: 'desc',
    } as const;
    const found = await api.ask('look for pull requests', () =>
      pulls.list({ ...query, per_page: Math.min(Math.max(limit, 1), PAGE) }),
    );
    const read = found.list().filter(isOwn).map(readPullRequest);
    // GitHub leaves a filter out that it cannot read.
    return read.filter((pull) => pull.head.branch === head && pull.base === base).slice(0, limit);
  }

  const setState = async (number: number, state: 'open' | 'closed', action: string): Promise<void> => {
    await api.ask(action, () => pulls.update({ ...at, pull_number: number, state }));
  };

  return {
    kind: 'github',
    abilities,
    listByHead,

    async whoAmI() {
      const action = 'read whose token it is';
      // An App's token is of no user: REST refuses to say whose it is.
      if ((await options.token()).startsWith('ghs_')) return { login: await viewer(api, action), bot: true };
      return readPerson(await api.ask(action, () => api.octokit.rest.users.getAuthenticated()));
    },

    async listOpen(base, prefix) {
      const query = {
        ...at,
        state: 'open',
        base,
        sort: 'created',
        direction: 'asc',
        per_page: PAGE,
      } as const;
      const found = await api.pages('list pull requests', (page) => pulls.list({ ...query, page }));
      const ours = found.filter(isOwn).map(readPullRequest);
      const byNumber = new Map(ours.map((pull) => [pull.number, pull]));
      return [...byNumber.values()]
        .filter((pull) => pull.base === base && pull.head.branch.startsWith(prefix))
        .sort((one, other) => one.number - other.number);
    },

    async get(number) {
      const read = () => pulls.get({ ...at, pull_number: number });
      return readPullRequest(await api.ask(`read pull request ${number}`, read));
    },

    status: (number) => status(api, number),

    async create(pull) {
      let opened = false;
      const open = async (): Promise<PullRequest> => {
        const made = await openPullRequest(api, pull);
        opened = true;
        return made;
      };
      const find = async () =>
        (await listByHead(pull.head, pull.base, 5)).find(({ state }) => state === 'open');
      const made = await openOnce(open, find);
      // What was there before keeps the labels and people that others gave it.
      return opened ? dressPullRequest(api, made, pull) : made;
    },

    async update(number, { title, body, addLabels = [], removeLabels = [] }) {
      const issue = { ...at, issue_number: number };
      const action = `label pull request ${number}`;
      for (const name of removeLabels) await api.find(action, () => issues.removeLabel({ ...issue, name }));
      if (addLabels.length > 0) {
        await api.ask(action, () => issues.addLabels({ ...issue, labels: [...addLabels] }));
      }
      const change = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
      const written = await api.ask(`change pull request ${number}`, () =>
        Object.keys(change).length > 0
          ? pulls.update({ ...at, pull_number: number, ...change })
          : pulls.get({ ...at, pull_number: number }),
      );
      return readPullRequest(written);
    },

    close: (number) => setState(number, 'closed', `close pull request ${number}`),
    reopen: (number) => setState(number, 'open', `reopen pull request ${number}`),

    async listComments(number, since) {
      const query = { ...at, issue_number: number, per_page: PAGE, since: new Date(since).toISOString() };
      const found = await api.pages(`read the comments on pull request ${number}`, (page) =>
        issues.listComments({ ...query, page }),
      );
      // GitHub's `since` is the time of the last change.
      return found.map(readComment).filter((comment) => !comment.author.bot && comment.at > since);
    },

    async comment(number, body) {
      const work = () => issues.createComment({ ...at, issue_number: number, body });
      return readComment(await api.ask(`comment on pull request ${number}`, work));
    },

    async mayWrite(login) {
      const found = await api.find('read what an account may do', () =>
        api.octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }),
      );
      return found !== undefined && ['admin', 'write'].includes(found.at('permission').text());
    },

    enableAutoMerge: (number) => enableAutoMerge(api, number),
    requiresUpToDate: (base) => requiresUpToDate(api, base),
    compare: (repository, from, to, limit) => compare(api, repository, { from, to, limit }),
    release: (repository, tag) => release(api, repository, tag),
  };
}

/** An open one needs its reviews, a closed one who closed it and whether its branch is still there. */
async function status(api: GithubApi, number: number): Promise<PullRequestStatus> {
  const { pulls, issues, git } = api.octokit.rest;
  const action = `read the state of pull request ${number}`;
  const at = { ...api.at, pull_number: number };
  const pull = await api.ask(action, () => pulls.get(at));
  const reviews = await api.pages(action, (page) => pulls.listReviews({ ...at, per_page: PAGE, page }));
  const known = { mergeable: readMergeable(pull), approved: isApproved(reviews) };
  if (pull.at('state').text() === 'open') return known;
  const issue = await api.ask(action, () => issues.get({ ...api.at, issue_number: number }));
  const ref = `heads/${pull.at('head', 'ref').text()}`;
  const branch = await api.find(action, () => git.getRef({ ...api.at, ref }));
  const closedBy = issue.at('closed_by');
  return {
    ...known,
    ...(closedBy.present ? { closedBy: readPerson(closedBy) } : {}),
    branchDeleted: branch === undefined,
  };
}

/**
 * Rulesets can be read by everybody who reads the repository, classic protection only by administrators: where it
 * may not be read, `status` says `behind` when it comes to that.
 */
async function requiresUpToDate(api: GithubApi, base: string): Promise<boolean> {
  const action = `read the rules of branch ${base}`;
  const { repos } = api.octokit.rest;
  const rules = await api.pages(action, (page) =>
    repos.getBranchRules({ ...api.at, branch: base, per_page: PAGE, page }),
  );
  const strict = rules.some((rule) => rule.at('parameters', 'strict_required_status_checks_policy').flag());
  if (strict) return true;
  try {
    const found = await api.find(action, () => repos.getStatusChecksProtection({ ...api.at, branch: base }));
    return found?.at('strict').flag() ?? false;
  } catch (error) {
    if (error instanceof ForgeError && error.code === 'forbidden') return false;
    throw error;
  }
}
