import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { parseJobId } from './job-id.ts';
import { QueueError } from './queue-error.ts';
import type { RedisConnection } from './redis-connection.ts';
import { RENEWAL_PAUSE, type Turns } from './turns.ts';
import type { OnQueueError, WorkKey, WorkKind } from './work-queue.ts';

export interface RedisWorkerOptions {
  readonly kind: WorkKind;
  readonly handler: (subject: string) => Promise<void>;
  readonly concurrency: number;
  readonly connection: RedisConnection;
  readonly prefix: string;
  readonly turns: Turns;
  readonly onError: OnQueueError;
}

/** A worker that misses its renewals for this long (milliseconds) is taken for dead; its job returns to the queue. */
const JOB_LIFE = 4_000;
const DEATH_CHECK_PAUSE = 2_000;
/** A look that kills its process is tried once more, not for ever. */
const DEATHS_FORGIVEN = 1;
/** Milliseconds between two attempts to fetch a job while Redis fails. */
const FETCH_RETRY_PAUSE = 1_000;

/** Takes the keys of one kind from Redis and runs their handler. */
export class RedisWorker {
  readonly #options: RedisWorkerOptions;
  readonly #worker: Worker;
  readonly #runs = new Set<Promise<void>>();
  #closing = false;

  constructor(options: RedisWorkerOptions) {
    this.#options = options;
    this.#worker = new Worker(options.kind, (job, token) => this.#look(job, token ?? ''), {
      connection: options.connection.redis,
      prefix: options.prefix,
      concurrency: options.concurrency,
      lockDuration: JOB_LIFE,
      stalledInterval: DEATH_CHECK_PAUSE,
      maxStalledCount: DEATHS_FORGIVEN,
      runRetryDelay: FETCH_RETRY_PAUSE,
    });
    this.#worker.on('error', options.connection.onTrouble);
    this.#worker.on('failed', (job, cause) => this.#gaveUp(job, cause));
  }

  /** Takes nothing more; resolves when the handlers have ended. Then `closed` waits for Redis, if that is there. */
  async close(force: boolean): Promise<{ closed: Promise<void> }> {
    this.#closing = true;
    const closed = this.#worker.close(force);
    await Promise.all(this.#runs);
    return { closed };
  }

  async #look(job: Job, token: string): Promise<void> {
    const { kind, turns, connection } = this.#options;
    const { subject, turn } = parseJobId(job.id ?? '');
    const key: WorkKey = `${kind}:${subject}`;
    const pause = this.#closing ? 1 : await turns.start(key, turn, token, Date.now());
    if (pause > 0) {
      await job.moveToDelayed(Date.now() + pause, token);
      throw new DelayedError();
    }
    const renewal = setInterval(() => {
      if (connection.redis.status === 'ready') turns.renew(key, token).catch(connection.onTrouble);
    }, RENEWAL_PAUSE);
    await this.#run(key, subject);
    clearInterval(renewal);
    await turns.end(key, token).catch(connection.onTrouble);
  }

  async #run(key: WorkKey, subject: string): Promise<void> {
    const { handler, onError } = this.#options;
    const run = Promise.resolve()
      .then(() => handler(subject))
      .catch((error: unknown) => onError(key, error))
      .finally(() => this.#runs.delete(run));
    this.#runs.add(run);
    await run;
  }

  #gaveUp(job: Job | undefined, cause: Error): void {
    const { kind, onError, connection } = this.#options;
    if (job?.id === undefined || !(cause instanceof UnrecoverableError)) {
      connection.onTrouble(cause);
      return;
    }
    const message = `The look was given up: its process died or stalled ${DEATHS_FORGIVEN + 1} times. The next request starts it again.`;
    onError(`${kind}:${parseJobId(job.id).subject}`, new QueueError('look-abandoned', message, cause));
  }
}
