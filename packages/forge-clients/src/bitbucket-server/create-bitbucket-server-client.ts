import type {
  ForgeAbilities,
  ForgeClient,
  ForgeOptions,
  Person,
  PullRequest,
  PullRequestStatus,
} from '../forge-client.ts';
import type { ForgeAnswer, ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { openOnce } from '../http/open-once.ts';
import { take } from '../http/read-pages.ts';
import {
  isApproved,
  isFromHere,
  readActivityComment,
  readServerComment,
  readServerPerson,
  readServerPull,
} from './read-server-pull.ts';
import { createServerHttp, serverApi, serverPages, serverPath } from './server-http.ts';
import { serverRepository } from './server-repository.ts';

const bitbucketServerAbilities: ForgeAbilities = {
  labels: false,
  drafts: true,
  reopen: true,
  autoMerge: true,
  maxTitle: 255,
  maxBody: 32_768,
};

const REPOSITORY = '/projects/{project}/repos/{slug}';
const LIST = `${REPOSITORY}/pull-requests`;
const ONE = `${LIST}/{number}`;

/** Pull requests of one repository on a Bitbucket Data Center or Server. */
export function createBitbucketServerClient(options: ForgeOptions): ForgeClient {
  const http = createServerHttp(options);
  const values = serverPath(options.repository);
  const site = serverApi(options).replace(/\/rest\/api\/[^/]+$/, '');

  const ask = (
    number: number,
    question: Omit<ForgeQuestion, 'operation' | 'values'>,
    below = '',
  ): Promise<ForgeAnswer> => http.ask({ ...question, operation: ONE + below, values: { ...values, number } });
  const pull = async (number: number): Promise<JsonView> =>
    (await ask(number, { action: `read pull request ${number}` })).json;

  /** What changes it names the version that was seen: a change by somebody else in between is a conflict. */
  async function act(number: number, action: string, below: string, from: string, body = {}): Promise<void> {
    const json = await pull(number);
    if (from !== '' && json.at('state').text() !== from) return;
    const version = json.at('version').number();
    await ask(number, { action, method: 'POST', query: { version }, body: { version, ...body } }, below);
  }

  async function list(query: ForgeQuestion['query'], most: number, wanted: (one: PullRequest) => boolean) {
    const entries = serverPages(http, {
      action: 'list pull requests',
      operation: LIST,
      values,
      query: query ?? {},
    });
    return take(entries, most, (json) => {
      const found = readServerPull(json);
      return isFromHere(json) && wanted(found) ? found : undefined;
    });
  }

  const listByHead = (head: string, base: string, limit: number) =>
    list(
      { state: 'ALL', direction: 'OUTGOING', at: `refs/heads/${head}`, order: 'NEWEST' },
      limit,
      (found) => found.head.branch === head && found.base === base,
    );

  async function mergeable(number: number): Promise<PullRequestStatus['mergeable']> {
    const { json } = await ask(number, { action: `ask whether pull request ${number} merges` }, '/merge');
    if (json.at('conflicted').flag()) return 'conflict';
    return json.at('outcome').text('CLEAN') === 'UNKNOWN' ? 'unknown' : 'clean';
  }

  async function isDeleted(branch: string): Promise<boolean> {
    const entries = serverPages(http, {
      action: 'look for a branch',
      operation: `${REPOSITORY}/branches`,
      values,
      query: { filterText: branch, boostMatches: 'true' },
    });
    const found = await take(entries, 1, (json) => json.at('displayId').text() === branch || undefined);
    return found.length === 0;
  }

  const activities = (number: number): AsyncGenerator<JsonView> =>
    serverPages(http, {
      action: `read what happened to pull request ${number}`,
      operation: `${ONE}/activities`,
      values: { ...values, number },
    });

  async function decliner(number: number): Promise<Person | undefined> {
    const [last] = await take(activities(number), 1, (json) =>
      json.at('action').text() === 'DECLINED' ? readServerPerson(json.at('user')) : undefined,
    );
    return last;
  }

  return {
    kind: 'bitbucket-server',
    abilities: bitbucketServerAbilities,
    ...serverRepository(http, site, values),
    listByHead,
    get: async (number) => readServerPull(await pull(number)),

    async listOpen(base, prefix) {
      const query = { state: 'OPEN', direction: 'INCOMING', at: `refs/heads/${base}`, order: 'OLDEST' };
      const found = await list(query, Number.POSITIVE_INFINITY, ({ head }) => head.branch.startsWith(prefix));
      return found.sort((a, b) => a.number - b.number);
    },

    async status(number) {
      const json = await pull(number);
      const { state, head } = readServerPull(json);
      const branchDeleted = state !== 'merged' && (await isDeleted(head.branch));
      const closedBy = state === 'closed' ? await decliner(number) : undefined;
      return {
        mergeable: state === 'open' && !branchDeleted ? await mergeable(number) : 'unknown',
        approved: isApproved(json),
        ...(closedBy === undefined ? {} : { closedBy }),
        ...(state === 'merged' ? {} : { branchDeleted }),
      };
    },

    create: (wish) =>
      openOnce(
        async () => {
          const { json } = await http.ask({
            action: 'open a pull request',
            method: 'POST',
            operation: LIST,
            values,
            body: {
              title: wish.title,
              description: wish.body,
              fromRef: { id: `refs/heads/${wish.head}` },
              toRef: { id: `refs/heads/${wish.base}` },
              reviewers: (wish.reviewers ?? []).map((name) => ({ user: { name } })),
              ...(wish.draft === true ? { draft: true } : {}),
            },
          });
          return readServerPull(json);
        },
        async () => (await listByHead(wish.head, wish.base, 1)).find(({ state }) => state === 'open'),
      ),

    async update(number, { title, body }) {
      const json = await pull(number);
      if (title === undefined && body === undefined) return readServerPull(json);
      const reviewers = json
        .at('reviewers')
        .items()
        .map((one) => ({ user: { name: one.at('user', 'name').text() } }));
      const answer = await ask(number, {
        action: `change pull request ${number}`,
        method: 'PUT',
        // Whoever is not named again is no reviewer any more, and an absent description is an empty one.
        body: {
          version: json.at('version').number(),
          title: title ?? json.at('title').text(),
          description: body ?? json.at('description').text(''),
          draft: json.at('draft').flag(),
          reviewers,
        },
      });
      return readServerPull(answer.json);
    },

    close: (number) => act(number, `decline pull request ${number}`, '/decline', 'OPEN'),
    reopen: (number) => act(number, `reopen pull request ${number}`, '/reopen', 'DECLINED'),

    async listComments(number, since) {
      const newest = [];
      // Newest first.
      for await (const json of activities(number)) {
        if (json.at('createdDate').number() <= since) break;
        const comment = readActivityComment(json);
        if (comment !== undefined) newest.push(comment);
      }
      return newest.reverse();
    },

    async comment(number, body) {
      const action = `comment on pull request ${number}`;
      const { json } = await ask(number, { action, method: 'POST', body: { text: body } }, '/comments');
      return readServerComment(json);
    },

    enableAutoMerge: (number) =>
      act(number, `ask for auto-merge of pull request ${number}`, '/merge', '', { autoMerge: true }),
  };
}
