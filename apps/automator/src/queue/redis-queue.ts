import { setTimeout as delay } from 'node:timers/promises';
import { ErrorCode, Queue } from 'bullmq';
import { encodeSubject, printJobId } from './job-id.ts';
import { connectRedis, type RedisConnection } from './redis-connection.ts';
import { RedisWorker } from './redis-worker.ts';
import { Turns } from './turns.ts';
import { splitWorkKey } from './work-key.ts';
import {
  LOOK_INTERVAL,
  type OnQueueError,
  type WorkKey,
  type WorkKind,
  type WorkQueue,
} from './work-queue.ts';

export interface RedisQueueOptions {
  /** `redis://` or `rediss://`, with credentials and database where needed. Redis 6.2 or newer. */
  readonly redisUrl: string;
  /** Starts every key in Redis; all processes of one installation share it. In braces (`{automator}`) for a cluster. */
  readonly prefix: string;
  readonly onError: OnQueueError;
  /** Milliseconds between the starts of two looks at one key. */
  readonly interval?: number;
}

/** Milliseconds that `close` gives Redis once the handlers have ended. */
const CLOSE_PATIENCE = 5_000;
/** Nobody reads BullMQ's event streams. */
const EVENTS_KEPT = 100;

/** The work queue at scale: BullMQ on Redis, any number of processes. A request made while Redis is away waits for it. */
export function createRedisQueue(options: RedisQueueOptions): WorkQueue {
  return new RedisQueue(options);
}

class RedisQueue implements WorkQueue {
  readonly #options: RedisQueueOptions;
  readonly #connection: RedisConnection;
  readonly #turns: Turns;
  readonly #queues: Record<WorkKind, Queue>;
  readonly #workers = new Map<WorkKind, RedisWorker>();
  /** Requests that wait for Redis; each call lets one go. */
  readonly #pending = new Set<() => void>();
  #closing: Promise<void> | undefined;

  constructor(options: RedisQueueOptions) {
    this.#options = options;
    this.#connection = connectRedis(options.redisUrl, options.onError);
    this.#turns = new Turns(this.#connection.redis, options.prefix, options.interval ?? LOOK_INTERVAL);
    this.#queues = { check: this.#openQueue('check'), write: this.#openQueue('write') };
  }

  async request(key: WorkKey, notBefore = 0): Promise<void> {
    if (this.#closing) return;
    await new Promise<void>((resolve, reject) => {
      this.#pending.add(resolve);
      this.#place(key, notBefore)
        // A request that was let go has its answer already when the connection is cut under it.
        .then(resolve, reject)
        .finally(() => this.#pending.delete(resolve));
    });
  }

  serve(kind: WorkKind, handler: (subject: string) => Promise<void>, options: { concurrency: number }): void {
    if (this.#workers.has(kind)) throw new TypeError(`The kind "${kind}" already has its handler.`);
    const { prefix, onError } = this.#options;
    const { concurrency } = options;
    const worker = {
      kind,
      handler,
      concurrency,
      prefix,
      onError,
      connection: this.#connection,
      turns: this.#turns,
    };
    this.#workers.set(kind, new RedisWorker(worker));
  }

  async depth(): Promise<{ waiting: number; running: number }> {
    const counts = await Promise.all(
      Object.values(this.#queues).map((queue) => queue.getJobCounts('wait', 'delayed', 'active')),
    );
    const sum = (state: string): number => counts.reduce((total, count) => total + (count[state] ?? 0), 0);
    return { waiting: sum('wait') + sum('delayed'), running: sum('active') };
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  #openQueue(kind: WorkKind): Queue {
    const queue = new Queue(kind, {
      connection: this.#connection.redis,
      prefix: this.#options.prefix,
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: EVENTS_KEPT } },
    });
    queue.on('error', this.#connection.onTrouble);
    return queue;
  }

  async #place(key: WorkKey, notBefore: number): Promise<void> {
    const { kind, subject } = splitWorkKey(key);
    const queue = this.#queues[kind];
    const jobs = {
      delayed: queue.toKey('delayed'),
      prefix: queue.toKey(''),
      idPrefix: `${encodeSubject(subject)}@`,
    };
    const { turn, due, job } = await this.#turns.next(key, jobs, Date.now(), notBefore);
    const jobId = printJobId(subject, turn);
    const wait = Math.max(0, due - Date.now());
    switch (job) {
      case 'in time':
        return;
      case 'absent':
        await queue.add(kind, undefined, { jobId, delay: wait });
        return;
      case 'late':
        await bringForward(queue, jobId, wait);
        return;
    }
  }

  async #shutDown(): Promise<void> {
    // A handler that waits for Redis with a request of its own would otherwise never end.
    for (const letGo of this.#pending) letGo();
    // A graceful close of BullMQ's waits for Redis without end.
    const force = this.#connection.redis.status !== 'ready';
    const ended = await Promise.all([...this.#workers.values()].map((worker) => worker.close(force)));
    const patience = new AbortController();
    const outOfPatience = delay(CLOSE_PATIENCE, undefined, { signal: patience.signal });
    await Promise.race([Promise.allSettled(ended.map(({ closed }) => closed)), outOfPatience]);
    patience.abort();
    await outOfPatience.catch(() => undefined);
    this.#connection.close();
  }
}

/** A job that meanwhile is not delayed any more, or is gone, starts or started after the request: just as good. */
async function bringForward(queue: Queue, jobId: string, wait: number): Promise<void> {
  const job = await queue.getJob(jobId);
  try {
    await job?.changeDelay(wait);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== ErrorCode.JobNotExist && code !== ErrorCode.JobNotInState) throw error;
  }
}
