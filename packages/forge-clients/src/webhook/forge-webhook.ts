import type { ForgeKind } from '../forge-client.ts';

/** What a forge's webhook says. Only ever a hint: what it speaks of is read again before anything is done. */
export type ForgeEvent = PushEvent | PullRequestEvent | CommentEvent;

/** A branch has another newest commit. */
export interface PushEvent {
  readonly kind: 'push';
  /** Its path on the forge, in the forge's own case: `acme/config`, for Azure DevOps `org/project/_git/config`. */
  readonly repository: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** Left out when the branch was deleted. */
  readonly commit?: string;
}

/** Something happened to a pull request. */
export interface PullRequestEvent {
  readonly kind: 'pull-request';
  readonly repository: string;
  readonly number: number;
  readonly action: 'opened' | 'changed' | 'closed' | 'merged' | 'reopened' | 'reviewed';
  /** The branches, without `refs/heads/`. */
  readonly head: string;
  readonly base: string;
}

/** Somebody wrote a new comment on a pull request. */
export interface CommentEvent {
  readonly kind: 'comment';
  readonly repository: string;
  readonly number: number;
  /** By login, as far as the webhook tells it. */
  readonly author: string;
  readonly body: string;
}

/** A webhook as it arrived. */
export interface ForgeWebhookRequest {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes: signatures are over these. */
  readonly body: Buffer;
  /** The last part of the URL, where there is one. */
  readonly token?: string | undefined;
}

/** A body that is not JSON. The message never quotes it. */
export class ForgeWebhookError extends Error {
  override readonly name = 'ForgeWebhookError';
  readonly code = 'unreadable';
  readonly kind: ForgeKind;

  constructor(kind: ForgeKind) {
    super(`${kind} webhook: the body is not JSON; check that the URL's kind is that of the sender`);
    this.kind = kind;
  }
}

/** How to understand one forge. */
export interface ForgeReceiver {
  /** Whether the request was made by somebody who knows this secret, in the forge's own way of showing it. */
  readonly provenWith: (secret: string, request: ForgeWebhookRequest) => boolean;
  /** The events of a parsed body; none for what is of no interest or of another shape. Never throws. */
  readonly events: (headers: ForgeWebhookRequest['headers'], body: unknown) => readonly ForgeEvent[];
}
