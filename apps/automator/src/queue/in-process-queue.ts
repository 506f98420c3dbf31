import { splitWorkKey } from './work-key.ts';
import {
  LOOK_INTERVAL,
  type OnQueueError,
  type WorkKey,
  type WorkKind,
  type WorkQueue,
} from './work-queue.ts';

export interface InProcessQueueOptions {
  readonly onError: OnQueueError;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds between the starts of two looks at one key. */
  readonly interval?: number;
}

/**
 * One key, from its first request until it is forgotten:
 *
 *   idle ──request──► waiting ──due──► ready ──a free place──► running
 *    ▲                 ▲   ▲                                    │   │
 *    │              request└──────── asked again meanwhile ─────┘   │
 *    │                 │                                            │
 *    └───earliest─── resting ◄──────────── nothing asked ───────────┘
 *
 * `earliest` is the last start + the interval; no look starts before it, so a key without work rests until then.
 * A request brings `due` forward, never back; a ready key needs nothing; a running one remembers in `again` the
 * earliest time asked for. An idle key has no state at all.
 */
type KeyState =
  | {
      readonly at: 'waiting';
      readonly due: number;
      readonly earliest: number;
      readonly timer: NodeJS.Timeout;
    }
  | { readonly at: 'ready' }
  | { readonly at: 'running'; readonly earliest: number; readonly again?: number }
  | { readonly at: 'resting'; readonly earliest: number; readonly timer: NodeJS.Timeout };

/** The keys of one kind that may start, first come first served, and who serves them. */
interface Lane {
  readonly ready: WorkKey[];
  readonly running: Set<Promise<void>>;
  server?: { readonly handler: (subject: string) => Promise<void>; readonly concurrency: number };
}

/** Node's timers fire at once beyond 2^31 ms; a longer wait is taken in pieces. */
const LONGEST_TIMER = 3_600_000;

/** The embedded work queue: one process, nothing to install; what waits is forgotten when it ends. */
export function createInProcessQueue(options: InProcessQueueOptions): WorkQueue {
  return new InProcessQueue(options);
}

class InProcessQueue implements WorkQueue {
  readonly #onError: OnQueueError;
  readonly #now: () => number;
  readonly #interval: number;
  readonly #states = new Map<WorkKey, KeyState>();
  readonly #lanes: Record<WorkKind, Lane> = {
    check: { ready: [], running: new Set() },
    write: { ready: [], running: new Set() },
  };
  #closed = false;

  constructor({ onError, now = Date.now, interval = LOOK_INTERVAL }: InProcessQueueOptions) {
    this.#onError = onError;
    this.#now = now;
    this.#interval = interval;
  }

  async request(key: WorkKey, notBefore: number = this.#now()): Promise<void> {
    if (this.#closed) return;
    const state = this.#states.get(key);
    switch (state?.at) {
      case undefined:
        return this.#wait(key, notBefore, 0);
      case 'resting':
        clearTimeout(state.timer);
        return this.#wait(key, notBefore, state.earliest);
      case 'waiting':
        if (Math.max(notBefore, state.earliest) >= state.due) return;
        clearTimeout(state.timer);
        return this.#wait(key, notBefore, state.earliest);
      case 'running':
        this.#states.set(key, { ...state, again: Math.min(state.again ?? notBefore, notBefore) });
        return;
      case 'ready':
        return;
    }
  }

  serve(kind: WorkKind, handler: (subject: string) => Promise<void>, options: { concurrency: number }): void {
    const lane = this.#lanes[kind];
    if (lane.server) throw new TypeError(`The kind "${kind}" already has its handler.`);
    lane.server = { handler, concurrency: options.concurrency };
    this.#startReady(lane);
  }

  async depth(): Promise<{ waiting: number; running: number }> {
    let waiting = 0;
    let running = 0;
    for (const { at } of this.#states.values()) {
      if (at === 'waiting' || at === 'ready') waiting += 1;
      if (at === 'running') running += 1;
    }
    return { waiting, running };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const state of this.#states.values()) {
      if (state.at === 'waiting' || state.at === 'resting') clearTimeout(state.timer);
    }
    this.#states.clear();
    await Promise.all([...this.#lanes.check.running, ...this.#lanes.write.running]);
  }

  #wait(key: WorkKey, notBefore: number, earliest: number): void {
    const due = Math.max(notBefore, earliest);
    const remaining = due - this.#now();
    if (remaining <= 0) {
      const lane = this.#lanes[splitWorkKey(key).kind];
      this.#states.set(key, { at: 'ready' });
      lane.ready.push(key);
      this.#startReady(lane);
      return;
    }
    const timer = setTimeout(() => this.#wait(key, due, earliest), Math.min(remaining, LONGEST_TIMER));
    this.#states.set(key, { at: 'waiting', due, earliest, timer });
  }

  #startReady(lane: Lane): void {
    if (!lane.server) return;
    while (!this.#closed && lane.running.size < lane.server.concurrency) {
      const key = lane.ready.shift();
      if (key === undefined) return;
      const earliest = this.#now() + this.#interval;
      this.#states.set(key, { at: 'running', earliest });
      const { handler } = lane.server;
      const run: Promise<void> = Promise.resolve()
        .then(() => handler(splitWorkKey(key).subject))
        .catch((error: unknown) => this.#onError(key, error))
        .then(() => {
          lane.running.delete(run);
          this.#ended(key, earliest);
          this.#startReady(lane);
        });
      lane.running.add(run);
    }
  }

  #ended(key: WorkKey, earliest: number): void {
    const state = this.#states.get(key);
    if (this.#closed || state?.at !== 'running') return;
    if (state.again !== undefined) {
      this.#wait(key, state.again, earliest);
      return;
    }
    const rest = earliest - this.#now();
    if (rest <= 0) {
      this.#states.delete(key);
      return;
    }
    const timer = setTimeout(() => this.#states.delete(key), rest);
    this.#states.set(key, { at: 'resting', earliest, timer });
  }
}
