import type { ForgeAbilities, ForgeClient, ForgeOptions, PullRequest } from '../forge-client.ts';
import type { ForgeAnswer, ForgeQuestion } from '../http/forge-http.ts';
import { openOnce } from '../http/open-once.ts';
import { take } from '../http/read-pages.ts';
import { createGitlabHttp, gitlabPages } from './gitlab-http.ts';
import { gitlabRepository } from './gitlab-repository.ts';
import {
  gitlabDraft,
  isFromHere,
  readGitlabPerson,
  readMergeable,
  readMergeRequest,
  readNote,
} from './read-merge-request.ts';

const gitlabAbilities: ForgeAbilities = {
  labels: true,
  drafts: true,
  reopen: true,
  autoMerge: true,
  // Room for the prefix of a draft.
  maxTitle: 248,
  maxBody: 1_048_576,
};

const LIST = '/projects/{project}/merge_requests';
const ONE = `${LIST}/{number}`;

/** Merge requests of one project on gitlab.com or a GitLab of one's own ("Merge requests API", version 4). */
export function createGitlabClient(options: ForgeOptions): ForgeClient {
  const http = createGitlabHttp(options);
  const project = options.repository;

  const ask = (
    number: number,
    question: Omit<ForgeQuestion, 'operation' | 'values'> & { below?: string },
  ) => {
    const { below = '', ...rest } = question;
    return http.ask({ ...rest, operation: ONE + below, values: { project, number } });
  };
  const change = (number: number, action: string, body: unknown): Promise<ForgeAnswer> =>
    ask(number, { action, method: 'PUT', body });
  const get = async (number: number): Promise<PullRequest> =>
    readMergeRequest((await ask(number, { action: `read merge request ${number}` })).json);

  async function idsOf(logins: readonly string[] | undefined): Promise<readonly number[] | undefined> {
    if (logins === undefined || logins.length === 0) return undefined;
    const action = 'find the people to ask';
    const found = logins.map(async (username) => {
      const { json } = await http.ask({ action, operation: '/users', query: { username } });
      const id = json.list()[0]?.at('id').number();
      if (id === undefined) throw http.error(action, 'invalid', 'it has no user of one of the names');
      return id;
    });
    return Promise.all(found);
  }

  async function listByHead(head: string, base: string, limit: number): Promise<PullRequest[]> {
    const entries = gitlabPages(http, {
      action: 'list merge requests of a branch',
      operation: LIST,
      values: { project },
      query: { source_branch: head, target_branch: base, state: 'all', order_by: 'created_at', sort: 'desc' },
    });
    const found = await take(entries, limit, (json) =>
      isFromHere(json) ? readMergeRequest(json) : undefined,
    );
    return found.sort((a, b) => b.number - a.number);
  }

  return {
    kind: 'gitlab',
    abilities: gitlabAbilities,
    ...gitlabRepository(http, project),
    listByHead,
    get,

    async listOpen(base, prefix) {
      const entries = gitlabPages(http, {
        action: 'list open merge requests',
        operation: LIST,
        values: { project },
        query: { state: 'opened', target_branch: base, order_by: 'created_at', sort: 'asc' },
      });
      const found = await take(entries, Number.POSITIVE_INFINITY, (json) => {
        const pull = readMergeRequest(json);
        return isFromHere(json) && pull.head.branch.startsWith(prefix) ? pull : undefined;
      });
      return found.sort((a, b) => a.number - b.number);
    },

    async status(number) {
      const [{ json }, approvals] = await Promise.all([
        ask(number, { action: `read merge request ${number}` }),
        ask(number, { action: `read the approvals of merge request ${number}`, below: '/approvals' }),
      ]);
      const closed = readMergeRequest(json).state === 'closed';
      const closedBy = json.at('closed_by');
      return {
        mergeable: readMergeable(json),
        // Its field `approved` is also true where nobody has to approve and nobody has.
        approved: approvals.json.at('approved_by').list().length > 0,
        ...(closed && closedBy.present ? { closedBy: readGitlabPerson(closedBy) } : {}),
        ...(closed ? { branchDeleted: await isDeleted(json.at('source_branch').text()) } : {}),
      };
    },

    create: (wish) =>
      openOnce(
        async () => {
          const [reviewers, assignees] = [await idsOf(wish.reviewers), await idsOf(wish.assignees)];
          const { json } = await http.ask({
            action: 'open a merge request',
            method: 'POST',
            operation: LIST,
            values: { project },
            body: {
              source_branch: wish.head,
              target_branch: wish.base,
              title: gitlabDraft.written(wish.title, wish.draft === true),
              description: wish.body,
              ...(wish.labels === undefined ? {} : { labels: wish.labels.join(',') }),
              ...(reviewers === undefined ? {} : { reviewer_ids: reviewers }),
              ...(assignees === undefined ? {} : { assignee_ids: assignees }),
            },
          });
          return readMergeRequest(json);
        },
        async () => (await listByHead(wish.head, wish.base, 10)).find(({ state }) => state === 'open'),
      ),

    async update(number, { title, body, addLabels = [], removeLabels = [] }) {
      // The title says whether it is a draft, which is a person's choice by now.
      const draft = title === undefined ? false : (await get(number)).draft;
      const { json } = await change(number, `change merge request ${number}`, {
        ...(title === undefined ? {} : { title: gitlabDraft.written(title, draft) }),
        ...(body === undefined ? {} : { description: body }),
        ...(addLabels.length === 0 ? {} : { add_labels: addLabels.join(',') }),
        ...(removeLabels.length === 0 ? {} : { remove_labels: removeLabels.join(',') }),
      });
      return readMergeRequest(json);
    },

    async close(number) {
      await change(number, `close merge request ${number}`, { state_event: 'close' });
    },

    async reopen(number) {
      await change(number, `reopen merge request ${number}`, { state_event: 'reopen' });
    },

    async listComments(number, since) {
      const entries = gitlabPages(http, {
        action: `read the comments of merge request ${number}`,
        operation: `${ONE}/notes`,
        values: { project, number },
        query: { order_by: 'created_at', sort: 'desc' },
      });
      const newest = [];
      for await (const json of entries) {
        if (json.at('created_at').time() <= since) break;
        const note = readNote(json);
        if (note !== undefined) newest.push(note);
      }
      return newest.reverse();
    },

    async comment(number, body) {
      const action = `comment on merge request ${number}`;
      const { json } = await ask(number, { action, method: 'POST', below: '/notes', body: { body } });
      const note = readNote(json);
      if (note === undefined) throw http.error(action, 'bad-answer', 'it made no comment of it');
      return note;
    },

    async enableAutoMerge(number) {
      const action = `ask for auto-merge of merge request ${number}`;
      // With the commit that we know, lest something pushed in between is merged.
      const { head } = await get(number);
      await ask(number, {
        action,
        method: 'PUT',
        below: '/merge',
        // The first is the name since GitLab 17.11, the second the one before.
        body: { auto_merge: true, merge_when_pipeline_succeeds: true, sha: head.commit },
      });
    },
  };

  async function isDeleted(branch: string): Promise<boolean> {
    const { status } = await http.ask({
      action: 'look for a branch',
      operation: '/projects/{project}/repository/branches/{branch}',
      values: { project, branch },
      accepts: [404],
    });
    return status === 404;
  }
}
