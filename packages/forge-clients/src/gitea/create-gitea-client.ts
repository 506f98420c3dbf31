import type {
  ForgeAbilities,
  ForgeClient,
  ForgeOptions,
  PullRequest,
  PullRequestStatus,
} from '../forge-client.ts';
import type { ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { openOnce } from '../http/open-once.ts';
import { take } from '../http/read-pages.ts';
import { createGiteaHttp, giteaApi, giteaPages } from './gitea-http.ts';
import { giteaLabels } from './gitea-labels.ts';
import { giteaPath, giteaRepository } from './gitea-repository.ts';
import {
  giteaDraft,
  isApproved,
  isBranchGone,
  isDiverged,
  isFromHere,
  readGiteaComment,
  readGiteaPerson,
  readGiteaPull,
} from './read-gitea-pull.ts';

const giteaAbilities: ForgeAbilities = {
  labels: true,
  drafts: true,
  reopen: true,
  autoMerge: true,
  // Room for the prefix of a draft.
  maxTitle: 250,
  maxBody: 1_000_000,
};

const LIST = '/repos/{owner}/{name}/pulls';
const ONE = `${LIST}/{number}`;
const ISSUE = '/repos/{owner}/{name}/issues/{number}';

/** Pull requests of one repository on a Gitea or Forgejo. */
export function createGiteaClient(options: ForgeOptions): ForgeClient {
  const http = createGiteaHttp(options);
  const values = giteaPath(options.repository);
  const labels = giteaLabels(http, values);
  const site = giteaApi(options).replace(/\/api\/v1$/, '');
  const repository = giteaRepository(http, site, values);

  const ask = (number: number, question: Omit<ForgeQuestion, 'values'>) =>
    http.ask({ ...question, values: { ...values, number } });
  const pull = async (number: number): Promise<JsonView> =>
    (await ask(number, { action: `read pull request ${number}`, operation: ONE })).json;
  const change = (number: number, action: string, body: unknown) =>
    ask(number, { action, method: 'PATCH', operation: ONE, body });

  /** It cannot be asked for a head branch: those for the base are read until there are enough. */
  async function listByHead(head: string, base: string, limit: number): Promise<PullRequest[]> {
    const entries = giteaPages(http, {
      action: 'list pull requests of a branch',
      operation: LIST,
      values,
      query: { state: 'all', base_branch: base },
    });
    return take(entries, limit, (json) => {
      if (!isFromHere(json)) return undefined;
      const found = readGiteaPull(json);
      return found.head.branch === head && found.base === base ? found : undefined;
    });
  }

  async function readMergeable(json: JsonView, draft: boolean): Promise<PullRequestStatus['mergeable']> {
    const diverged = isDiverged(json);
    if (json.at('mergeable').flag()) {
      const base = json.at('base', 'ref').text();
      return diverged && (await repository.requiresUpToDate(base)) ? 'behind' : 'clean';
    }
    // It also says so of drafts, and while it checks; a head that has all of its base cannot conflict with it.
    return diverged && !draft ? 'conflict' : 'unknown';
  }

  async function closer(number: number): Promise<Pick<PullRequestStatus, 'closedBy'>> {
    const entries = giteaPages(http, {
      action: `read who closed pull request ${number}`,
      operation: `${ISSUE}/timeline`,
      values: { ...values, number },
    });
    const closings = await take(entries, Number.POSITIVE_INFINITY, (json) =>
      json.at('type').text('') === 'close' ? json.at('user') : undefined,
    );
    const last = closings.at(-1);
    return last?.present === true ? { closedBy: readGiteaPerson(last) } : {};
  }

  return {
    kind: 'gitea',
    abilities: giteaAbilities,
    ...repository,
    listByHead,
    get: async (number) => readGiteaPull(await pull(number)),

    async listOpen(base, prefix) {
      const entries = giteaPages(http, {
        action: 'list open pull requests',
        operation: LIST,
        values,
        query: { state: 'open', sort: 'oldest', base_branch: base },
      });
      const found = await take(entries, Number.POSITIVE_INFINITY, (json) => {
        if (!isFromHere(json)) return undefined;
        const one = readGiteaPull(json);
        return one.base === base && one.head.branch.startsWith(prefix) ? one : undefined;
      });
      return found.sort((a, b) => a.number - b.number);
    },

    async status(number) {
      const json = await pull(number);
      const { state, draft } = readGiteaPull(json);
      const reviews = giteaPages(http, {
        action: `read the reviews of pull request ${number}`,
        operation: `${ONE}/reviews`,
        values: { ...values, number },
      });
      return {
        mergeable: state === 'open' ? await readMergeable(json, draft) : 'unknown',
        approved: isApproved(await take(reviews, Number.POSITIVE_INFINITY, (review) => review)),
        ...(state === 'closed' ? await closer(number) : {}),
        ...(state === 'closed' ? { branchDeleted: isBranchGone(json) } : {}),
      };
    },

    create: (wish) =>
      openOnce(
        async () => {
          const ids = await labels.idsOf(wish.labels ?? []);
          const { json } = await http.ask({
            action: 'open a pull request',
            method: 'POST',
            operation: LIST,
            values,
            body: {
              head: wish.head,
              base: wish.base,
              title: giteaDraft.written(wish.title, wish.draft === true),
              body: wish.body,
              ...(ids.length === 0 ? {} : { labels: ids }),
              ...(wish.assignees === undefined ? {} : { assignees: wish.assignees }),
            },
          });
          const made = readGiteaPull(json);
          if (wish.reviewers !== undefined && wish.reviewers.length > 0) {
            await ask(made.number, {
              action: `ask for reviews of pull request ${made.number}`,
              method: 'POST',
              operation: `${ONE}/requested_reviewers`,
              body: { reviewers: wish.reviewers },
            });
          }
          return made;
        },
        async () => (await listByHead(wish.head, wish.base, 1)).find(({ state }) => state === 'open'),
      ),

    async update(number, { title, body, addLabels = [], removeLabels = [] }) {
      const action = `change pull request ${number}`;
      // The title says whether it is a draft, which is a person's choice by now.
      const draft = title === undefined ? false : readGiteaPull(await pull(number)).draft;
      await labels.add(number, addLabels);
      await labels.remove(number, removeLabels);
      if (title === undefined && body === undefined) return readGiteaPull(await pull(number));
      const { json } = await change(number, action, {
        ...(title === undefined ? {} : { title: giteaDraft.written(title, draft) }),
        ...(body === undefined ? {} : { body }),
      });
      return readGiteaPull(json);
    },

    async close(number) {
      await change(number, `close pull request ${number}`, { state: 'closed' });
    },

    async reopen(number) {
      await change(number, `reopen pull request ${number}`, { state: 'open' });
    },

    async listComments(number, since) {
      const { json } = await ask(number, {
        action: `read the comments of pull request ${number}`,
        operation: `${ISSUE}/comments`,
        // By the time of the last edit, and to the second.
        query: { since: new Date(Math.max(since - 1000, 0)).toISOString() },
      });
      return json
        .list()
        .map(readGiteaComment)
        .filter(({ at }) => at > since);
    },

    async comment(number, body) {
      const action = `comment on pull request ${number}`;
      const answer = await ask(number, {
        action,
        method: 'POST',
        operation: `${ISSUE}/comments`,
        body: { body },
      });
      return readGiteaComment(answer.json);
    },

    async enableAutoMerge(number) {
      // With the commit that we know, lest something pushed in between is merged.
      const json = await pull(number);
      await ask(number, {
        action: `ask for auto-merge of pull request ${number}`,
        method: 'POST',
        operation: `${ONE}/merge`,
        body: {
          Do: json.at('base', 'repo', 'default_merge_style').text('merge'),
          merge_when_checks_succeed: true,
          head_commit_id: json.at('head', 'sha').text(),
        },
      });
    },
  };
}
