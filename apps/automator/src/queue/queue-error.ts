import { AutomatorError, type AutomatorErrorCode } from '../errors/automator-error.ts';

/** What the work queue itself can fail with. */
export type QueueErrorCode = Extract<
  AutomatorErrorCode,
  'redis-unreachable' | 'redis-failed' | 'look-abandoned'
>;

const nextSteps: Readonly<Record<QueueErrorCode, string>> = {
  'redis-unreachable': 'check redisUrl and that Redis is up; looks wait until it is back',
  'redis-failed': 'read what Redis said; the polls ask again',
  'look-abandoned': 'look for what ended the processes in their logs; the next request starts it again',
};

/** The work queue's own trouble; a handler's errors pass unchanged. Never holds a secret. */
export class QueueError extends AutomatorError {
  constructor(code: QueueErrorCode, message: string, cause?: unknown) {
    super(code, message, {
      where: code === 'look-abandoned' ? 'work queue' : 'redisUrl',
      next: nextSteps[code],
      cause,
    });
  }
}
