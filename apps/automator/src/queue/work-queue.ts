/** What a look is at: an image (list its tags and decide), or one branch of one config repo (bring it in line). */
export type WorkKind = 'check' | 'write';

/** Names one thing that can need a look: `check:<image>` or `write:<config repo>#<branch>`. */
export type WorkKey = `${WorkKind}:${string}`;

/**
 * Told of everything that goes wrong outside a caller's own `await`: a handler that threw (with its key), or the
 * queue's own trouble, such as a Redis that cannot be reached (without one). It must not throw.
 */
export type OnQueueError = (key: WorkKey | undefined, error: unknown) => void;

/** Milliseconds between the starts of two looks at one key. */
export const LOOK_INTERVAL = 1_000;

/**
 * A keyed set of things that need a look. It carries no payload: a look finds out by itself what there is to do.
 *
 * - The first look at a key is immediate, further ones start at most one a {@link LOOK_INTERVAL}.
 * - The same key never runs twice at the same time, not in two processes either; different keys run in parallel.
 *   (After a crash or a long stall of a process there can be a rare overlap. The push is the lock.)
 * - A handler that throws is reported and not tried again: a retry is a new request, with a `notBefore`.
 * - A request can be lost when a process or Redis dies. Whatever polls asks again.
 */
export interface WorkQueue {
  /**
   * Says that `key` needs a look, at once or not before `notBefore` (milliseconds since the epoch).
   *
   * While the key waits this is nothing new, but the earlier time wins; while it runs it means once more afterwards.
   * The look that follows starts after this call began, so it sees whatever led to the request.
   * A request made once the queue closes may be dropped; it does not fail.
   */
  request(key: WorkKey, notBefore?: number): Promise<void>;
  /** Starts taking keys of `kind`, at most `concurrency` at a time. Once a kind. */
  serve(kind: WorkKind, handler: (subject: string) => Promise<void>, options: { concurrency: number }): void;
  /** Waiting (also for their time) and running keys of both kinds, for metrics. */
  depth(): Promise<{ waiting: number; running: number }>;
  /** Takes nothing more and waits for the handlers that run. */
  close(): Promise<void>;
}
