/** The forges that are spoken to. */
export type ForgeKind = 'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'bitbucket-server' | 'azure-devops';

/** A pull request, or what the forge calls it, as far as the life of ours depends on it. */
export interface PullRequest {
  readonly number: number;
  /** For people. */
  readonly url: string;
  readonly title: string;
  /** Markdown, as it was written; the forge may have normalised line ends. */
  readonly body: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  /** The branch that is proposed, without `refs/heads/`, and its newest commit as the forge knows it. */
  readonly head: { readonly branch: string; readonly commit: string };
  /** The branch that it is proposed for. */
  readonly base: string;
  readonly labels: readonly string[];
  /** Who opened it, by login. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When anything about it last changed, comments too; ms since the epoch. Left out where the forge does not say. */
  readonly updatedAt?: number;
  /** Milliseconds since the epoch; present where it is closed or merged and the forge says when in the pull request. */
  readonly closedAt?: number;
}

/** What is only asked about one pull request when it matters. */
export interface PullRequestStatus {
  /** `unknown` while the forge has not computed it. */
  readonly mergeable: 'clean' | 'conflict' | 'behind' | 'unknown';
  /** Somebody who may approve has approved it, and no later review takes it back. */
  readonly approved: boolean;
  /** Who closed it, by login and whether it is a bot, where the forge says so. */
  readonly closedBy?: Person;
  /** When it was closed without merging, ms since the epoch, where the pull request itself does not say. */
  readonly closedAt?: number;
  /** The head branch was deleted. */
  readonly branchDeleted?: boolean;
}

export interface Person {
  readonly login: string;
  readonly bot: boolean;
}

export interface Comment {
  readonly id: string;
  readonly author: Person;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a new pull request is. */
export interface NewPullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly reviewers?: readonly string[];
  readonly assignees?: readonly string[];
}

/** What may change on a pull request that is open. What is left out stays as it is. */
export interface PullRequestChange {
  readonly title?: string;
  readonly body?: string;
  readonly addLabels?: readonly string[];
  readonly removeLabels?: readonly string[];
}

/** One commit between two revisions, for the reviewer. */
export interface SourceCommit {
  readonly id: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly author: string;
}

/** What lies between two revisions of a source repository on this forge. */
export interface SourceChange {
  /** A page for people that shows it. */
  readonly url: string;
  /** Oldest first, at most as many as were asked for. */
  readonly commits: readonly SourceCommit[];
  /** All commits, also those not listed. */
  readonly total: number;
}

/** A release of a source repository. */
export interface Release {
  readonly tag: string;
  readonly url: string;
  /** Markdown of people whom nobody vouches for. */
  readonly notes: string;
}

/** What a forge can do beside opening, changing and closing pull requests. */
export interface ForgeAbilities {
  readonly labels: boolean;
  readonly drafts: boolean;
  readonly reopen: boolean;
  readonly autoMerge: boolean;
  /** The longest title and body that it takes, in characters. */
  readonly maxTitle: number;
  readonly maxBody: number;
}

/**
 * Pull requests of one repository on one forge. Every method makes the fewest requests that the forge's API allows,
 * reads every page, and never retries a request that may have had its effect.
 *
 * @throws ForgeError from every method, also where the forge answers nonsense; and the signal's reason on abort
 */
export interface ForgeClient {
  readonly kind: ForgeKind;
  readonly abilities: ForgeAbilities;
  /** The account that the token belongs to, by login; how the forge names the author of what we write. */
  whoAmI(): Promise<Person>;
  /** The open pull requests for a base branch whose head branch begins with `prefix`, by number. */
  listOpen(base: string, prefix: string): Promise<readonly PullRequest[]>;
  /** The pull requests from this very head branch in any state, newest first, at most `limit`. */
  listByHead(head: string, base: string, limit: number): Promise<readonly PullRequest[]>;
  get(number: number): Promise<PullRequest>;
  status(number: number): Promise<PullRequestStatus>;
  /**
   * Opens a pull request. Where the forge says that there is one already from this head to this base, or times out
   * and has opened it after all, that one is returned.
   */
  create(pull: NewPullRequest): Promise<PullRequest>;
  update(number: number, change: PullRequestChange): Promise<PullRequest>;
  close(number: number): Promise<void>;
  /** Only where `abilities.reopen`. */
  reopen(number: number): Promise<void>;
  /** Comments by people, oldest first, of a time after `since` (ms since the epoch). */
  listComments(number: number, since: number): Promise<readonly Comment[]>;
  comment(number: number, body: string): Promise<Comment>;
  /** Whether this person may push to the repository. */
  mayWrite(login: string): Promise<boolean>;
  /** Only where `abilities.autoMerge`: the forge merges when its checks are green. */
  enableAutoMerge(number: number): Promise<void>;
  /** Whether the base branch takes only pull requests that are up to date with it. */
  requiresUpToDate(base: string): Promise<boolean>;
  /** What lies between two revisions of a repository on this forge (`owner/name`); undefined where it cannot say. */
  compare(repository: string, from: string, to: string, limit: number): Promise<SourceChange | undefined>;
  /** The release with this tag; undefined where there is none. */
  release(repository: string, tag: string): Promise<Release | undefined>;
}

/** A forge and the one repository on it. */
export interface ForgeOptions {
  readonly kind: ForgeKind;
  /** Where its API is, for a forge that one hosts oneself, such as `https://git.acme.example/api/v3`. */
  readonly apiUrl?: string | undefined;
  /** The repository as its path on the forge names it: `acme/config`, `group/sub/config`, `org/project/_git/config`. */
  readonly repository: string;
  /** Asked before every request, so that it may change; a GitHub App's installation token is made by its own source. */
  readonly token: () => string | Promise<string>;
  /** For forges that take a user's name with the token (Bitbucket). */
  readonly username?: string | undefined;
  /** Told of every request that was made, for metrics. */
  readonly onRequest?: ((report: ForgeRequestReport) => void) | undefined;
  /** How long one request may take, in milliseconds. Default: 30000. */
  readonly timeout?: number | undefined;
  /** Milliseconds since the epoch. Default: the system clock. */
  readonly now?: (() => number) | undefined;
}

/** One request that was made, for metrics; holds no secret. */
export interface ForgeRequestReport {
  readonly host: string;
  readonly method: string;
  /** The path's shape, with `{number}` for numbers. */
  readonly operation: string;
  /** Left out when no answer came. */
  readonly status?: number;
  readonly milliseconds: number;
  /** What the answer says is left; left out where it does not say. */
  readonly limit?: ForgeRateLimit;
}

/** What is left of a forge's rate limit. */
export interface ForgeRateLimit {
  readonly remaining: number;
  /** When it is whole again; ms since the epoch, left out where that is not said. */
  readonly resetsAt?: number;
}
