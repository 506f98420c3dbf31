import type { RegistryErrorCode } from '../registry-error.ts';

/** Why a host is left alone, and until when; milliseconds since 1970. */
export interface Pause {
  readonly code: RegistryErrorCode;
  readonly until: number;
}

/** How a request to a host ended, as far as it says something about the whole host. */
export type Outcome =
  | { readonly kind: 'well' }
  | { readonly kind: 'failed'; readonly code: RegistryErrorCode; readonly retryAt?: number | undefined }
  /** It wants fewer requests; where it does not say since when, `retryAt` is left out. */
  | { readonly kind: 'limited'; readonly retryAt?: number | undefined };

/** What is known of a host from how it answered. */
export interface HostHealth {
  /** Undefined when it may be asked. */
  pause(): Pause | undefined;
  /** Whether the last answers were no good, so that one request at a time is enough to find out. */
  ailing(): boolean;
  /** Whether a request may be made again at once; counts it as made. */
  retry(): boolean;
  observe(outcome: Outcome): void;
}

/** So many failures in a row are no accident any more. */
const FAILURES = 5;
/** Retries in a row, and how many good answers earn another: a host that is half broken is not asked twice as much. */
const RETRIES = 10;
const ANSWERS_PER_RETRY = 10;
/** Longer than anybody waits for, so that no retry goes on. */
const SHORTEST_MILLISECONDS = 10_000;
/** Shorter than any sensible poll interval, so that the first poll after an outage finds the registry. */
const LONGEST_MILLISECONDS = 60_000;

/**
 * Keeps a whole host from being asked: until the time that it names when it wants fewer requests, and for a while
 * that doubles when it does not say, or when it fails again and again. The first good answer ends all of it.
 *
 * @param now milliseconds since 1970
 */
export function createHostHealth(now: () => number): HostHealth {
  let failures = 0;
  let limits = 0;
  let answers = RETRIES * ANSWERS_PER_RETRY;
  let paused: Pause | undefined;

  const leaveAlone = (code: RegistryErrorCode, until: number): void => {
    // Answers that were under way come late; they do not shorten what another one asked for.
    if (paused === undefined || until > paused.until) paused = { code, until };
  };

  const pause = (): Pause | undefined => (paused !== undefined && paused.until > now() ? paused : undefined);

  return {
    pause,
    ailing: () => failures >= FAILURES || limits > 0,
    retry() {
      if (answers < ANSWERS_PER_RETRY) return false;
      answers -= ANSWERS_PER_RETRY;
      return true;
    },
    observe(outcome) {
      if (outcome.kind === 'well') {
        failures = 0;
        limits = 0;
        answers = Math.min(answers + 1, RETRIES * ANSWERS_PER_RETRY);
        return;
      }
      if (pause() !== undefined) {
        // Of many that were under way together one counts, or a crowd would make the pause long.
        if (outcome.retryAt !== undefined) leaveAlone(codeOf(outcome), outcome.retryAt);
        return;
      }
      if (outcome.kind === 'limited') {
        const wait = doubled(limits);
        limits += 1;
        leaveAlone(codeOf(outcome), outcome.retryAt ?? now() + wait);
        return;
      }
      failures += 1;
      if (outcome.retryAt !== undefined) leaveAlone(outcome.code, outcome.retryAt);
      else if (failures >= FAILURES) {
        const wait = doubled(failures - FAILURES);
        leaveAlone(outcome.code, now() + wait);
      }
    },
  };
}

function codeOf(outcome: Exclude<Outcome, { kind: 'well' }>): RegistryErrorCode {
  return outcome.kind === 'limited' ? 'rate-limited' : outcome.code;
}

function doubled(times: number): number {
  return Math.min(SHORTEST_MILLISECONDS * 2 ** Math.min(times, 20), LONGEST_MILLISECONDS);
}
