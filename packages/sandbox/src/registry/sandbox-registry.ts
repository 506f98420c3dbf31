import type { ImageFacts } from './build-image.ts';
import type { Extension } from './extension.ts';
import type { AuthMode, RegistryCredentials } from './guard.ts';
import type { NotificationEndpoint } from './notifier.ts';
import type { ReferrersStyle } from './referrers.ts';
import type { Reply } from './reply.ts';
import type { TagListStyle } from './tag-list-style.ts';

/** One request as the registry's log keeps it. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The status that was answered; 0 when the connection was cut instead. */
  readonly status: number;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
}

/** A request before it is answered. */
export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * What the registry does instead of its job: a reply of the test's own, `cut` (the connection is cut before an
 * answer), `hang` (no answer ever), or undefined for the usual answer.
 */
export type Fault = (request: IncomingRequest) => Reply | 'cut' | 'hang' | undefined;

export interface SandboxRegistryOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default: none. */
  readonly credentials?: RegistryCredentials;
  /** Default: `basic` when there are credentials, else `none`. */
  readonly auth?: AuthMode;
  /** The most tags on one page of `tags/list`, whatever `n` asks. Default: 1000. */
  readonly pageSize?: number;
  /** How this registry's list of tags is unlike the specification's. Default: not at all. */
  readonly tagList?: TagListStyle;
  /** How it lists what refers to an image. Default: not at all, as distribution. */
  readonly referrers?: ReferrersStyle;
  /** An API of the registry's own beside the OCI one. Default: none. */
  readonly extension?: Extension;
  /** Default: none. */
  readonly notifications?: readonly NotificationEndpoint[];
  /** Called after each answer. */
  readonly onRequest?: (request: SandboxRequest) => void;
  /** Milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
}

/** A running in-memory OCI registry on the loopback interface. */
export interface SandboxRegistry {
  /** `127.0.0.1:<port>`, as it stands in image references. */
  readonly host: string;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The newest requests, oldest first (at most 10,000). */
  readonly requests: readonly SandboxRequest[];
  /** Builds a small valid image, stores it under the tag and sends the notifications of a push. */
  push(repository: string, tag: string, facts?: ImageFacts): Promise<{ readonly digest: string }>;
  /**
   * Puts many tags on one image at once, without notifications.
   *
   * @param pushedAt when each was pushed, in milliseconds since 1970; default: now
   */
  seed(repository: string, tags: readonly string[], pushedAt?: (tag: string) => number): void;
  /** Sets, or with undefined ends, what the registry does instead of its job. */
  answer(fault: Fault | undefined): void;
  /** Makes every bearer token that was given out invalid. */
  revokeTokens(): void;
  /** Stops at once; open connections are cut and unsent notifications dropped. */
  close(): Promise<void>;
}
