import type { Reply } from '../registry/reply.ts';
import type { ForgeState, ForgeTraits } from './forge-state.ts';
import type { SandboxAccount } from './pull-record.ts';
import type { SandboxRelease, SandboxSource } from './sandbox-forge.ts';

/** What a forge can be made to answer, each in its own words and headers. */
export type ForgeFaultName =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'secondary-limit'
  | 'unavailable';

/** One request, read whole. */
export interface ForgeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The JSON body; undefined where there is none. */
  readonly body: unknown;
}

/** The repository on the forge, as its routes need it. */
export interface ForgeSite {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly state: ForgeState;
  readonly now: () => number;
  /** The most entries on one page, whatever is asked; undefined for the forge's own most. */
  readonly pageSize: number | undefined;
  /** The repository's path today. */
  repository: string;
  /** Paths that it had before: asked by one of those, a forge redirects or says no. */
  readonly formerNames: readonly string[];
  /** Nothing may be written. */
  readonly archived: boolean;
  accountOf(token: string | undefined): SandboxAccount | undefined;
  /** A token of the account that writes, for forges that give out tokens of their own. */
  installationToken(): string;
  /** Everybody, for forges that name people by number. */
  readonly accounts: readonly SandboxAccount[];
  account(login: string): SandboxAccount | undefined;
  /** A source repository on the same forge, for comparisons and releases. */
  source(repository: string): SandboxSource | undefined;
  releaseOf(repository: string, tag: string): SandboxRelease | undefined;
}

/** One forge's way to speak: its routes over the common state. One file a forge. */
export interface ForgeDialect {
  readonly traits: ForgeTraits;
  /** The API's path below the host, such as `/api/v3`. */
  readonly apiPath: string;
  answer(site: ForgeSite, request: ForgeRequest): Promise<Reply>;
  /** `retryAt` in milliseconds since 1970, where the forge says when. */
  fault(name: ForgeFaultName, facts: { readonly now: number; readonly retryAt: number }): Reply;
}
