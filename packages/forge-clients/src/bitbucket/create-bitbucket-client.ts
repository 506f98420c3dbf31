import type { ForgeAbilities, ForgeClient, ForgeOptions, PullRequestStatus } from '../forge-client.ts';
import type { ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { openOnce } from '../http/open-once.ts';
import { take } from '../http/read-pages.ts';
import { bitbucketCommits } from './bitbucket-commits.ts';
import { bitbucketApi, bitbucketPages, createBitbucketHttp, quoted } from './bitbucket-http.ts';
import { bitbucketPath, bitbucketRepository } from './bitbucket-repository.ts';
import {
  isApproved,
  isFromHere,
  readBitbucketComment,
  readBitbucketPerson,
  readBitbucketPull,
} from './read-bitbucket-pull.ts';
import { readClosingTime } from './read-closing-time.ts';

const bitbucketAbilities: ForgeAbilities = {
  labels: false,
  drafts: true,
  reopen: false,
  autoMerge: false,
  maxTitle: 255,
  maxBody: 32_768,
};

const LIST = '/repositories/{workspace}/{slug}/pullrequests';
const ONE = `${LIST}/{number}`;
/** The most that a page of pull requests may hold. */
const PAGE = 50;

/** Pull requests of one repository on Bitbucket Cloud. */
export function createBitbucketClient(options: ForgeOptions): ForgeClient {
  const http = createBitbucketHttp(options);
  const values = bitbucketPath(options.repository);
  const commits = bitbucketCommits(http, values);
  const site = bitbucketApi(options)
    .replace(/\/2\.0$/, '')
    .replace('://api.', '://');

  const ask = (number: number, question: Omit<ForgeQuestion, 'operation' | 'values'>, below = '') =>
    http.ask({ ...question, operation: ONE + below, values: { ...values, number } });
  const pull = async (number: number): Promise<JsonView> =>
    (await ask(number, { action: `read pull request ${number}` })).json;

  async function list(q: string, states: readonly string[], most: number, sort: string): Promise<JsonView[]> {
    const entries = bitbucketPages(http, {
      action: 'list pull requests',
      operation: LIST,
      values,
      query: { state: states, q, sort, pagelen: PAGE },
    });
    return take(entries, most, (json) => (isFromHere(json) ? json : undefined));
  }

  const listByHead = async (head: string, base: string, limit: number) => {
    const q = `source.branch.name = ${quoted(head)} AND destination.branch.name = ${quoted(base)}`;
    return commits.completeAll(
      await list(q, ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'], limit, '-created_on'),
      head,
    );
  };

  async function mergeable(number: number): Promise<PullRequestStatus['mergeable']> {
    const diffstat = bitbucketPages(http, {
      action: `compare the branches of pull request ${number}`,
      operation: `${ONE}/diffstat`,
      values: { ...values, number },
      query: { pagelen: 100 },
      // The answer is at the address of this very comparison.
      follows: true,
    });
    const conflicts = await take(
      diffstat,
      1,
      (json) => /conflict/.test(json.at('status').text('')) || undefined,
    );
    return conflicts.length > 0 ? 'conflict' : 'clean';
  }

  async function closing(
    number: number,
    closedBy: JsonView,
  ): Promise<Pick<PullRequestStatus, 'closedAt' | 'closedBy'>> {
    const activity = bitbucketPages(http, {
      action: `read when pull request ${number} was declined`,
      operation: `${ONE}/activity`,
      values: { ...values, number },
      query: { pagelen: PAGE },
    });
    const closedAt = await readClosingTime(activity);
    return {
      ...(closedAt === undefined ? {} : { closedAt }),
      ...(closedBy.present ? { closedBy: readBitbucketPerson(closedBy) } : {}),
    };
  }

  return {
    kind: 'bitbucket',
    abilities: bitbucketAbilities,
    ...bitbucketRepository(http, site, values),
    listByHead,
    get: async (number) => commits.complete(await pull(number)),

    async listOpen(base, prefix) {
      const q = `destination.branch.name = ${quoted(base)} AND source.branch.name ~ ${quoted(prefix)}`;
      const found = await list(q, ['OPEN'], Number.POSITIVE_INFINITY, 'created_on');
      // `~` finds it anywhere in the name, and in any case.
      const ours = found.filter((json) => readBitbucketPull(json, '').head.branch.startsWith(prefix));
      return (await commits.completeAll(ours, prefix)).sort((a, b) => a.number - b.number);
    },

    async status(number) {
      const json = await pull(number);
      const { state, head } = readBitbucketPull(json, '');
      const branchDeleted = state !== 'merged' && (await commits.branch(head.branch)) === undefined;
      return {
        mergeable: state === 'open' && !branchDeleted ? await mergeable(number) : 'unknown',
        approved: isApproved(json),
        ...(state === 'closed' ? await closing(number, json.at('closed_by')) : {}),
        ...(state === 'merged' ? {} : { branchDeleted }),
      };
    },

    create: (wish) =>
      openOnce(
        async () => {
          // It does not refuse a second one for the same branches: it would rewrite the first.
          const [open] = await listByHead(wish.head, wish.base, 1);
          if (open?.state === 'open') return open;
          const { json } = await http.ask({
            action: 'open a pull request',
            method: 'POST',
            operation: LIST,
            values,
            body: {
              title: wish.title,
              description: wish.body,
              source: { branch: { name: wish.head } },
              destination: { branch: { name: wish.base } },
              draft: wish.draft === true,
              reviewers: (wish.reviewers ?? []).map((who) =>
                who.startsWith('{') ? { uuid: who } : { account_id: who },
              ),
            },
          });
          return commits.complete(json);
        },
        async () => (await listByHead(wish.head, wish.base, 1)).find(({ state }) => state === 'open'),
      ),

    async update(number, { title, body }) {
      const json = await pull(number);
      if (title === undefined && body === undefined) return commits.complete(json);
      // Whoever is not named again is no reviewer any more.
      const reviewers = json
        .at('reviewers')
        .items()
        .map((one) => ({ uuid: one.at('uuid').text() }));
      const answer = await ask(number, {
        action: `change pull request ${number}`,
        method: 'PUT',
        body: {
          title: title ?? json.at('title').text(),
          description: body ?? json.at('description').text(''),
          draft: json.at('draft').flag(),
          reviewers,
        },
      });
      return commits.complete(answer.json);
    },

    async close(number) {
      const action = `decline pull request ${number}`;
      if (readBitbucketPull(await pull(number), '').state !== 'open') return;
      await ask(number, { action, method: 'POST' }, '/decline');
    },

    async reopen(number) {
      throw http.error(`reopen pull request ${number}`, 'invalid', 'what was declined there stays declined');
    },

    async listComments(number, since) {
      const entries = bitbucketPages(http, {
        action: `read the comments of pull request ${number}`,
        operation: `${ONE}/comments`,
        values: { ...values, number },
        query: { sort: '-created_on', pagelen: 100 },
      });
      const newest = [];
      for await (const json of entries) {
        if (json.at('created_on').time() <= since) break;
        const comment = readBitbucketComment(json);
        if (comment !== undefined) newest.push(comment);
      }
      return newest.reverse();
    },

    async comment(number, body) {
      const action = `comment on pull request ${number}`;
      const { json } = await ask(
        number,
        { action, method: 'POST', body: { content: { raw: body } } },
        '/comments',
      );
      const comment = readBitbucketComment(json);
      if (comment === undefined) throw http.error(action, 'bad-answer', 'it made no comment of it');
      return comment;
    },

    async enableAutoMerge(number) {
      throw http.error(
        `ask for auto-merge of pull request ${number}`,
        'invalid',
        'its API has no auto-merge',
      );
    },
  };
}
