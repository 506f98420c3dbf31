import type { Redis } from 'ioredis';

/**
 * What Redis remembers of one key beside BullMQ's jobs. BullMQ keeps one job an id, whatever state it is in, so an
 * id for the key itself would swallow a request made while the key runs. Each look therefore has an id of its own,
 * the key's *turn*. The hash `…:turns:<key>` holds the `next` turn and when the last look `started`; it is the same
 * as no hash once a day has passed. `…:running:<key>` exists while a look runs, and holds who runs it.
 *
 *   request   the job of the next turn exists, or is added; a later due time is brought forward
 *   start     next = turn + 1, so that a request from now on makes another job; then the handler runs
 *   bounce    too soon after the last start, or another process runs the key: back to wait, same turn
 *
 * A request that finds the job of the turn it read has nothing to do even if a worker holds that job already: the
 * worker passes `start` after the request began, or the job comes back when the worker is dead.
 */
export class Turns {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #interval: number;

  constructor(redis: Redis, prefix: string, interval: number) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#interval = interval;
  }

  /** Where the job of the next look stands, and when that look is due (milliseconds since the epoch). */
  async next(key: string, jobs: JobKeys, now: number, notBefore: number): Promise<NextTurn> {
    const answer = await this.#redis.eval(
      NEXT,
      3,
      ...this.#keysOf(key),
      jobs.delayed,
      jobs.prefix,
      jobs.idPrefix,
      now,
      Math.ceil(notBefore),
      this.#interval,
      BUSY_PAUSE,
      KEEP,
    );
    if (!Array.isArray(answer))
      throw new TypeError('Redis answered a script with something else than a list.');
    const [turn, due, standing] = answer.map(Number);
    if (turn === undefined || due === undefined)
      throw new TypeError('Redis answered a script with too short a list.');
    return { turn, due, job: standing === 0 ? 'absent' : standing === 1 ? 'late' : 'in time' };
  }

  /** Begins the look, or says after how many milliseconds to try again. `owner` is unique to this attempt. */
  async start(key: string, turn: number, owner: string, now: number): Promise<number> {
    const keys = this.#keysOf(key);
    const settings = [turn, now, this.#interval, BUSY_PAUSE, owner, RUNNING_LIFE, KEEP];
    return Number(await this.#redis.eval(START, 2, ...keys, ...settings));
  }

  /** Keeps the key for `owner`; also takes it again when Redis came back empty. Due every {@link RENEWAL_PAUSE}. */
  async renew(key: string, owner: string): Promise<void> {
    await this.#redis.eval(RENEW, 1, this.#keysOf(key)[1], owner, RUNNING_LIFE);
  }

  /** The look ended. */
  async end(key: string, owner: string): Promise<void> {
    await this.#redis.eval(END, 1, this.#keysOf(key)[1], owner);
  }

  #keysOf(key: string): [string, string] {
    return [`${this.#prefix}:turns:${key}`, `${this.#prefix}:running:${key}`];
  }
}

/** The places where BullMQ keeps what the scripts read: its delayed set, and a hash a job. */
export interface JobKeys {
  readonly delayed: string;
  readonly prefix: string;
  /** The key's part of its job ids, up to the turn. */
  readonly idPrefix: string;
}

export interface NextTurn {
  readonly turn: number;
  readonly due: number;
  readonly job: 'absent' | 'late' | 'in time';
}

/** Milliseconds after which a dead process's key may run again. */
const RUNNING_LIFE = 3_000;
/** Milliseconds between two renewals of a running key. */
export const RENEWAL_PAUSE = 1_000;
/** Milliseconds until a job whose key runs elsewhere is tried again. */
const BUSY_PAUSE = 200;
/** Milliseconds for which the turn of an idle key is remembered: much longer than any job of it can linger. */
const KEEP = 86_400_000;

// A delayed job's score is its time * 4096 + a counter (BullMQ's getDelayedScore).
const NEXT = `
local now, notBefore, interval = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local busyPause, keep = tonumber(ARGV[6]), tonumber(ARGV[7])
local state = redis.call('HMGET', KEYS[1], 'next', 'started')
local turn = state[1] or '0'
local due = math.max(notBefore, now)
if state[2] then due = math.max(due, math.min(tonumber(state[2]), now) + interval) end
if redis.call('EXISTS', KEYS[2]) == 1 then due = math.max(due, now + busyPause) end
redis.call('PEXPIRE', KEYS[1], due - now + keep)
local id = ARGV[2] .. turn
local standing = 0
if redis.call('EXISTS', ARGV[1] .. id) == 1 then
  local score = redis.call('ZSCORE', KEYS[3], id)
  standing = (score and math.floor(tonumber(score) / 4096) > due) and 1 or 2
end
return {tonumber(turn), due, standing}`;

const START = `
local turn, now, interval = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local owner = redis.call('GET', KEYS[2])
if owner == ARGV[5] then return 0 end
if owner then return tonumber(ARGV[4]) end
local state = redis.call('HMGET', KEYS[1], 'next', 'started')
local early = state[2] and (math.min(tonumber(state[2]), now) + interval - now) or 0
if early > 0 then return early end
redis.call('SET', KEYS[2], ARGV[5], 'PX', ARGV[6])
redis.call('HSET', KEYS[1], 'next', math.max(tonumber(state[1] or '0'), turn + 1), 'started', now)
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return 0`;

const RENEW = `
local owner = redis.call('GET', KEYS[1])
if not owner or owner == ARGV[1] then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end`;

const END = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;
