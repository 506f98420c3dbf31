import type { SandboxRepository } from '../git/git-server.ts';
import type { Reply } from '../registry/reply.ts';
import type { MergeMethod } from './bare-repository.ts';
import type { ForgeFaultName } from './dialect.ts';
import type { BranchRules } from './forge-state.ts';
import type { PullRecord, SandboxAccount } from './pull-record.ts';

/** The forges that can be played. */
export type SandboxForgeKind =
  | 'github'
  | 'gitlab'
  | 'gitea'
  | 'bitbucket'
  | 'bitbucket-server'
  | 'azure-devops';

/** A release of a source repository. */
export interface SandboxRelease {
  readonly tag: string;
  readonly notes: string;
}

/** A source repository on the same forge. */
export interface SandboxSource {
  /** The bare repository's folder. */
  readonly path: string;
  readonly releases?: readonly SandboxRelease[];
}

export interface SandboxForgeOptions {
  readonly kind: SandboxForgeKind;
  /** The bare repository that holds the branches: what `createRepository` of the git server gave. */
  readonly git: Pick<SandboxRepository, 'path'>;
  /** Its path on the forge: `acme/config`; for azure-devops `org/project/_git/config`. */
  readonly repository: string;
  /** Default: `automator` (a bot that may write, token `sandbox-token`), `alice` (writes) and `bob` (reads). */
  readonly accounts?: readonly SandboxAccount[];
  /** Source repositories by path, for comparisons and releases. */
  readonly sources?: Readonly<Record<string, SandboxSource>>;
  /** The most entries on one page. Default: the forge's own. */
  readonly pageSize?: number;
  /** Default: any free port. */
  readonly port?: number;
  /** Milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
  /** Called after each answer. */
  readonly onRequest?: (request: ForgeRequestEntry) => void;
}

/** One request as the log keeps it. */
export interface ForgeRequestEntry {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  /** 0 when the connection was cut or nothing was answered. */
  readonly status: number;
  readonly answer: unknown;
  readonly at: number;
}

/**
 * What the forge does instead of its job: a reply of the test's own, `cut` or `hang` before the work, `cut-after`
 * or `hang-after` once the work is done, or undefined for the usual answer.
 */
export type ForgeFault = (request: {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}) => Reply | 'cut' | 'hang' | 'cut-after' | 'hang-after' | undefined;

/** What people do by hand; `by` is a login. Each throws where the forge would refuse. */
export interface PersonActs {
  close(number: number, by?: string): Promise<void>;
  reopen(number: number): Promise<void>;
  merge(number: number, options?: { readonly method?: MergeMethod; readonly by?: string }): Promise<string>;
  comment(number: number, body: string, by?: string): Promise<void>;
  approve(number: number, by?: string): Promise<void>;
  requestChanges(number: number, by?: string): Promise<void>;
  dismissReviews(number: number): Promise<void>;
  edit(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly base?: string },
  ): Promise<void>;
  /** One commit on a branch (made from the default branch where it is new), past any protection. Gives its hash. */
  commitTo(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    options?: { readonly message?: string; readonly by?: string; readonly from?: string },
  ): Promise<string>;
  /** The forge's button: merges the base into the pull request's branch. */
  updateBranch(number: number, by?: string): Promise<string>;
  deleteBranch(branch: string): Promise<void>;
  /** From now on pushes to the branch are refused by the git server. */
  protect(branch: string, rules?: BranchRules): Promise<void>;
  /** Gives the repository a new path on the forge. */
  rename(repository: string): void;
  archive(): void;
}

/** A forge on the loopback interface over one bare repository of the sandbox's git server. */
export interface SandboxForge {
  readonly kind: SandboxForgeKind;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What goes to `forge.apiUrl`. */
  readonly apiUrl: string;
  /** The token of the account that writes. */
  readonly token: string;
  readonly repository: string;
  /** The newest 10000, oldest first. */
  readonly requests: readonly ForgeRequestEntry[];
  /** What there is, by number, after a look at git. */
  pulls(): Promise<readonly Readonly<PullRecord>[]>;
  readonly person: PersonActs;
  /** From now on (undefined: no longer) asked before each answer. */
  answer(fault: ForgeFault | undefined): void;
  /** The forge's own way to say that; `retryAt` (ms since 1970) for those that limit. */
  faultReply(name: ForgeFaultName, retryAt?: number): Reply;
  close(): Promise<void>;
}
