import { RegistryError, type Subject } from '../registry-error.ts';
import { createHostHealth, type Outcome, type Pause } from './host-health.ts';
import { createPace } from './pace.ts';
import type { Sleep } from './sleep.ts';
import { createTurns } from './turns.ts';

/** How much one host is asked. */
export interface HostLimits {
  /** Requests at the same time. */
  readonly concurrency: number;
  /** Requests a second on the long run; twice as many at once. */
  readonly perSecond: number;
}

/** Spends the requests that one host is asked. */
export interface HostBudget {
  /**
   * Works when it is its turn.
   *
   * @throws RegistryError with `retryAt`, before any work, while the host is not to be asked; the signal's reason.
   */
  spend<Result>(
    subject: Subject,
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Whether a request may be made again at once; counts it as made. */
  retry(): boolean;
  observe(outcome: Outcome): void;
  /** Undefined when the host may be asked. */
  pause(): Pause | undefined;
}

/** A shorter pause is waited for; for a longer one the caller has better things to do. */
export const longestWaitMilliseconds: number = 5_000;

/** A timer may be early, and an answer that was under way may make the pause longer. */
const MOST_WAITS = 3;

export function createHostBudget(limits: HostLimits, now: () => number, sleep: Sleep): HostBudget {
  const health = createHostHealth(now);
  const pace = createPace(limits.perSecond, now);
  const turns = createTurns(() => (health.ailing() ? 1 : limits.concurrency));

  async function admit(subject: Subject, signal: AbortSignal | undefined): Promise<void> {
    for (let waits = 0; ; waits += 1) {
      const pause = health.pause();
      if (pause === undefined) return;
      const wait = pause.until - now();
      if (wait > longestWaitMilliseconds || waits === MOST_WAITS) throw notAsked(subject, pause);
      await sleep(wait, signal);
    }
  }

  return {
    retry: health.retry,
    observe: health.observe,
    pause: health.pause,
    spend: (subject, signal, work) =>
      turns.take(signal, async () => {
        await admit(subject, signal);
        const wait = pace();
        if (wait > 0) await sleep(wait, signal);
        return work();
      }),
  };
}

function notAsked(subject: Subject, { code, until }: Pause): RegistryError {
  const why = code === 'rate-limited' ? 'it wants fewer requests' : 'it fails again and again';
  const what = `${why}, and is not asked before ${new Date(until).toISOString()}`;
  return new RegistryError(code, subject, what, { retryAt: until });
}
