import { Octokit } from '@octokit/rest';
import { createEmulator } from 'emulate';
import { createForgeClient } from '../../src/index.ts';
import type { PullRequestWorld } from '../contract/pull-request-world.ts';

// A refusal may be what is looked for.
const log = { debug() {}, info() {}, warn() {}, error() {} };
const at = { owner: 'alice', repo: 'config' };

/** GitHub as somebody else emulates it: in this process, on the loopback interface. */
export async function startEmulatorWorld(): Promise<PullRequestWorld> {
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: {
        'automator-token': { login: 'automator', scopes: ['repo'] },
        'alice-token': { login: 'alice', scopes: ['repo'] },
        'bob-token': { login: 'bob', scopes: ['repo'] },
      },
      github: {
        users: [{ login: 'automator' }, { login: 'alice' }, { login: 'bob' }],
        repos: [{ owner: 'alice', name: 'config', auto_init: true, default_branch: 'main' }],
      },
    },
  });
  const hand = (login: string): Octokit =>
    new Octokit({ baseUrl: emulator.url, auth: `${login}-token`, log });
  const alice = hand('alice').rest;
  for (const username of ['automator', 'bob']) {
    await alice.repos.addCollaborator({ ...at, username, permission: 'push' });
  }
  const pull = (number: number) => ({ ...at, pull_number: number });
  const review = async (
    number: number,
    event: 'APPROVE' | 'REQUEST_CHANGES',
    by = 'alice',
  ): Promise<void> => {
    await hand(by).rest.pulls.createReview({ ...pull(number), event, body: 'a word' });
  };

  async function commitTo(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    options: { readonly from?: string } = {},
  ): Promise<string> {
    const from = options.from ?? (await alice.git.getRef({ ...at, ref: 'heads/main' })).data.object.sha;
    const there = await alice.git.getRef({ ...at, ref: `heads/${branch}` }).then(
      ({ data }) => data.object.sha,
      () => undefined,
    );
    if (there === undefined) await alice.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: from });
    let commit = there ?? from;
    for (const [path, content] of Object.entries(files)) {
      const before = await alice.repos.getContent({ ...at, path, ref: branch }).then(
        ({ data }) => ('sha' in data ? { sha: data.sha } : {}),
        () => ({}),
      );
      const text = Buffer.from(content ?? '').toString('base64');
      const { data } = await alice.repos.createOrUpdateFileContents({
        ...at,
        path,
        branch,
        message: 'x',
        content: text,
        ...before,
      });
      commit = data.commit.sha ?? '';
    }
    return commit;
  }

  let commits = 0;
  return {
    client: createForgeClient({
      kind: 'github',
      apiUrl: emulator.url,
      repository: 'alice/config',
      token: () => 'automator-token',
    }),
    branch(name) {
      commits += 1;
      return commitTo(name, { [`file-${commits}.yaml`]: `image: web:1.${commits}.0\n` });
    },
    forge: {
      person: {
        approve: (number, by) => review(number, 'APPROVE', by),
        requestChanges: (number, by) => review(number, 'REQUEST_CHANGES', by),
        async dismissReviews(number) {
          for (const { id } of (await alice.pulls.listReviews(pull(number))).data) {
            await alice.pulls.dismissReview({ ...pull(number), review_id: id, message: 'no' });
          }
        },
        close: async (number) => void (await alice.pulls.update({ ...pull(number), state: 'closed' })),
        async comment(number, body, by = 'alice') {
          await hand(by).rest.issues.createComment({ ...at, issue_number: number, body });
        },
        commitTo,
        deleteBranch: async (branch) => void (await alice.git.deleteRef({ ...at, ref: `heads/${branch}` })),
        async merge(number, { method = 'merge' } = {}) {
          return (await alice.pulls.merge({ ...pull(number), merge_method: method })).data.sha;
        },
      },
      async pulls() {
        const { data } = await alice.pulls.list({ ...at, state: 'all', direction: 'asc', per_page: 100 });
        return Promise.all(
          data.map(async ({ number, state, merged_at: merged, requested_reviewers: asked }) => ({
            state: merged === null ? (state === 'open' ? 'open' : 'closed') : 'merged',
            reviewers: (asked ?? []).map(({ login }) => login),
            comments: (await alice.issues.listComments({ ...at, issue_number: number })).data.map(
              ({ body = '' }) => ({ body }),
            ),
          })),
        );
      },
    },
    stop: () => emulator.close(),
  };
}
