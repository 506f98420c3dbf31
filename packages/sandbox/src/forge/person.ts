import type { BareRepository } from './bare-repository.ts';
import { authorOf, type ForgeState } from './forge-state.ts';
import { type ForgeRefusal, isRefusal, type PullRecord, type SandboxAccount } from './pull-record.ts';
import type { PersonActs } from './sandbox-forge.ts';

/** The acts of people on a forge, straight on its state: nothing of them is in the log of requests. */
export function personActs(
  state: ForgeState,
  account: (login: string) => SandboxAccount,
  repository: { rename(to: string): void; archive(): void },
): PersonActs {
  const git: BareRepository = state.git;
  const find = async (number: number): Promise<PullRecord> => {
    await state.sync();
    const pull = state.find(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number}`);
    return pull;
  };
  const review = async (number: number, by: string, verdict: 'approved' | 'changes-requested') =>
    state.review(await find(number), account(by), verdict);

  return {
    close: async (number, by = 'alice') => void done(state.close(await find(number), account(by))),
    reopen: async (number) => void done(await state.reopen(await find(number))),
    async merge(number, { method = 'merge', by = 'alice' } = {}) {
      const pull = done(await state.merge(await find(number), account(by), method));
      return pull.mergeCommit ?? '';
    },
    comment: async (number, body, by = 'alice') => void state.comment(await find(number), account(by), body),
    approve: (number, by = 'alice') => review(number, by, 'approved'),
    requestChanges: (number, by = 'alice') => review(number, by, 'changes-requested'),
    dismissReviews: async (number) => state.dismissReviews(await find(number)),
    edit: async (number, change) =>
      void Object.assign(await find(number), change, { updatedAt: state.now() }),
    async commitTo(branch, files, { message = 'A change by hand', by = 'alice', from } = {}) {
      const commit = await git.commitTo(branch, files, { message, author: authorOf(account(by)), from });
      await state.sync();
      return commit;
    },
    async updateBranch(number, by = 'alice') {
      const pull = await find(number);
      const message = `Merge branch '${pull.base}' into ${pull.head}`;
      const base = await git.find(`refs/heads/${pull.base}`);
      const merged =
        base === undefined
          ? undefined
          : await git.merge(pull.head, base, { method: 'merge', message, author: authorOf(account(by)) });
      if (merged === undefined)
        throw new Error(`the branch of pull request ${number} conflicts with its base`);
      await state.sync();
      return merged;
    },
    async deleteBranch(branch) {
      await git.setRefs([[`refs/heads/${branch}`, null]]);
      await state.sync();
    },
    async protect(branch, rules = {}) {
      state.rules.set(branch, rules);
      const closed = [...state.rules].filter(([, { pullRequestsOnly = true }]) => pullRequestsOnly);
      await git.protect(
        closed.map(([name]) => name),
        state.traits.protectedRefusal,
      );
    },
    rename: repository.rename,
    archive: repository.archive,
  };
}

function done(answer: PullRecord | ForgeRefusal): PullRecord {
  if (isRefusal(answer)) throw new Error(`the forge refuses: ${answer.refused}`);
  return answer;
}
