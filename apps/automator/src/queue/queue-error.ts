/** `redis-unreachable`: looks wait until it is back. `redis-failed`: Redis or BullMQ refused something. `look-abandoned`: two processes died or stalled during it. `kind-served-twice`: a programming mistake. */
export type QueueErrorCode = 'redis-unreachable' | 'redis-failed' | 'look-abandoned' | 'kind-served-twice';

/** What the work queue itself fails with; a handler's own errors pass unchanged. Never holds a secret. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
