import type { BareRepository, MergeMethod } from './bare-repository.ts';
import type {
  ForgeRefusal,
  PullRecord,
  PullRequestWish,
  ReviewRecord,
  SandboxAccount,
} from './pull-record.ts';

/** How forges differ in what they do by themselves. */
export interface ForgeTraits {
  /** Under which ref of the repository the forge shows a pull request's head. */
  readonly headRef: (number: number) => string;
  /** A pull request is closed when its head branch is deleted. */
  readonly closesWithBranch: boolean;
  /** It opens a pull request of a branch that has no commit of its own. */
  readonly takesEmpty: boolean;
  /** What the git server says to a push to a protected branch. */
  readonly protectedRefusal: string;
}

/** What a branch is protected by. */
export interface BranchRules {
  /** Pushes are refused; only pull requests get in. Default: true. */
  readonly pullRequestsOnly?: boolean;
  /** A pull request has to be up to date with it. Default: false. */
  readonly upToDate?: boolean;
}

/** The pull requests of one repository, over its branches in git. Dialects read it and act on it. */
export class ForgeState {
  readonly git: BareRepository;
  readonly traits: ForgeTraits;
  readonly now: () => number;
  readonly rules: Map<string, BranchRules> = new Map();
  /** The labels of the repository, for forges where a label is made before it is used. */
  readonly labels: Set<string> = new Set();
  readonly #pulls: PullRecord[] = [];
  /** The base's commit by pull request, as last seen. */
  readonly #bases: Map<number, string> = new Map();
  #seen = '';
  #ids = 0;

  constructor(git: BareRepository, traits: ForgeTraits, now: () => number) {
    this.git = git;
    this.traits = traits;
    this.now = now;
  }

  /** All of them, by number. */
  get pulls(): readonly PullRecord[] {
    return this.#pulls;
  }

  find(number: number): PullRecord | undefined {
    return this.#pulls.find((pull) => pull.number === number);
  }

  /** A number that no comment, review or the like has yet. */
  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Notices what was pushed since the last look: new heads, deleted branches, heads that the base took in. */
  async sync(): Promise<void> {
    const branches = await this.git.branches();
    const seen = JSON.stringify([...branches]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    const refs: [string, string][] = [];
    for (const pull of this.#pulls.filter(({ state }) => state === 'open')) {
      const head = branches.get(pull.head);
      const base = branches.get(pull.base);
      pull.branchDeleted = head === undefined;
      if (head === undefined || base === undefined) {
        if (this.traits.closesWithBranch) this.#end(pull, 'closed', undefined);
        continue;
      }
      const moved = head !== pull.headCommit;
      const baseMoved = base !== (this.#bases.get(pull.number) ?? pull.baseCommit);
      this.#bases.set(pull.number, base);
      if (moved) refs.push([this.traits.headRef(pull.number), head]);
      if (moved) Object.assign(pull, { headCommit: head, updatedAt: this.now() });
      if (!(moved || baseMoved) || !(await this.git.isAncestor(head, base))) continue;
      // The base took it in, or the branch was set back to the base and nothing is left of it.
      if (baseMoved) this.#end(pull, 'merged', undefined);
      else if (!this.traits.takesEmpty) this.#end(pull, 'closed', undefined);
    }
    await this.git.setRefs(refs);
  }

  async open(wish: PullRequestWish, author: SandboxAccount): Promise<PullRecord | ForgeRefusal> {
    const refusal = await this.#refusal(wish.head, wish.base);
    if (refusal !== undefined) return refusal;
    const branches = await this.git.branches();
    const at = this.now();
    const pull: PullRecord = {
      number: this.#pulls.length + 1,
      head: wish.head,
      base: wish.base,
      title: wish.title,
      body: wish.body ?? '',
      state: 'open',
      draft: wish.draft ?? false,
      autoMerge: false,
      labels: wish.labels ?? [],
      reviewers: wish.reviewers ?? [],
      assignees: wish.assignees ?? [],
      author,
      headCommit: branches.get(wish.head) ?? '',
      baseCommit: branches.get(wish.base) ?? '',
      branchDeleted: false,
      createdAt: at,
      updatedAt: at,
      comments: [],
      reviews: [],
    };
    this.#pulls.push(pull);
    await this.git.setRefs([[this.traits.headRef(pull.number), pull.headCommit]]);
    return pull;
  }

  close(pull: PullRecord, by: SandboxAccount): PullRecord | ForgeRefusal {
    if (pull.state !== 'open') return { refused: 'not-open' };
    this.#end(pull, 'closed', by);
    return pull;
  }

  async reopen(pull: PullRecord): Promise<PullRecord | ForgeRefusal> {
    if (pull.state === 'open') return pull;
    if (pull.state === 'merged') return { refused: 'merged' };
    const refusal = await this.#refusal(pull.head, pull.base);
    if (refusal !== undefined) return refusal;
    pull.state = 'open';
    delete pull.closedAt;
    delete pull.closedBy;
    this.#seen = '';
    await this.sync();
    return pull;
  }

  async merge(pull: PullRecord, by: SandboxAccount, method: MergeMethod): Promise<PullRecord | ForgeRefusal> {
    if (pull.state !== 'open') return { refused: 'not-open' };
    if ((await this.mergeable(pull)) !== 'clean') return { refused: 'conflict' };
    const message =
      method === 'squash'
        ? `${pull.title} (#${pull.number})`
        : `Merge pull request #${pull.number} from ${pull.head}\n\n${pull.title}`;
    const merged = await this.git.merge(pull.base, pull.headCommit, {
      method,
      message,
      author: authorOf(by),
    });
    if (merged === undefined) return { refused: 'conflict' };
    pull.mergeCommit = merged;
    this.#end(pull, 'merged', by);
    await this.sync();
    return pull;
  }

  comment(pull: PullRecord, author: SandboxAccount, body: string): PullRecord['comments'][number] {
    const comment = { id: this.nextId(), author, body, at: this.now() };
    pull.comments.push(comment);
    pull.updatedAt = comment.at;
    return comment;
  }

  review(pull: PullRecord, author: SandboxAccount, verdict: ReviewRecord['verdict']): void {
    pull.reviews.push({ id: this.nextId(), author, verdict, commit: pull.headCommit, at: this.now() });
  }

  /** Takes back every approval and refusal, as a maintainer may. */
  dismissReviews(pull: PullRecord): void {
    for (const review of pull.reviews) review.verdict = 'dismissed';
  }

  async mergeable(pull: PullRecord): Promise<'clean' | 'conflict' | 'behind'> {
    const branches = await this.git.branches();
    const base = branches.get(pull.base);
    const head = branches.get(pull.head);
    if (base === undefined || head === undefined) return 'conflict';
    if ((await this.git.mergedTree(base, head)) === undefined) return 'conflict';
    const mustFollow = this.rules.get(pull.base)?.upToDate === true;
    return mustFollow && !(await this.git.isAncestor(base, head)) ? 'behind' : 'clean';
  }

  async #refusal(head: string, base: string): Promise<ForgeRefusal | undefined> {
    const branches = await this.git.branches();
    const [tip, onto] = [branches.get(head), branches.get(base)];
    if (tip === undefined) return { refused: 'missing-head' };
    if (onto === undefined) return { refused: 'missing-base' };
    const open = this.#pulls.find(
      (pull) => pull.state === 'open' && pull.head === head && pull.base === base,
    );
    if (open !== undefined) return { refused: 'duplicate', number: open.number };
    const empty = !this.traits.takesEmpty && (await this.git.isAncestor(tip, onto));
    return empty ? { refused: 'no-commits' } : undefined;
  }

  #end(pull: PullRecord, state: 'closed' | 'merged', by: SandboxAccount | undefined): void {
    const at = this.now();
    Object.assign(pull, {
      state,
      closedAt: at,
      updatedAt: at,
      ...(by === undefined ? {} : { closedBy: by }),
    });
  }
}

/** How git names an account. */
export function authorOf(account: SandboxAccount): { readonly name: string; readonly email: string } {
  return { name: account.login, email: `${account.login}@sandbox.example` };
}
