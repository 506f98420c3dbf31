import type { Endpoint } from '../endpoint.ts';
import { RegistryError, type RegistryErrorCode } from '../registry-error.ts';
import type { PauseReport } from '../registry-options.ts';
import { worthOfHead, worthOfJson } from '../transport/answer-worth.ts';
import type { Answer, Exchange, Question } from '../transport/exchange.ts';
import { retryAfter } from '../transport/retry-after.ts';
import { isLimited } from '../transport/status-error.ts';
import {
  createHostBudget,
  type HostBudget,
  type HostLimits,
  longestWaitMilliseconds,
} from './host-budget.ts';
import type { Outcome } from './host-health.ts';
import { retryDelay } from './retry.ts';
import type { Sleep } from './sleep.ts';

/**
 * Spends requests as the host that they go to can bear: so many at once, so many a second, none while it does not
 * want any, and again only where again may help. Each host has its own budget, also one that serves many registries.
 */
export function createBudgetedExchange(
  exchange: Exchange,
  options: {
    readonly limits: HostLimits;
    readonly now: () => number;
    readonly sleep: Sleep;
    /** From 0 to 1. */
    readonly chance: () => number;
    readonly onPause?: ((report: PauseReport) => void) | undefined;
  },
): Exchange {
  const { now, sleep, chance } = options;
  const budgets = new Map<string, HostBudget>();

  const budgetOf = (endpoint: Endpoint, { host }: URL): HostBudget => {
    const found = budgets.get(host);
    if (found !== undefined) return found;
    const budget = createHostBudget({ ...options.limits, ...endpoint.limits }, now, sleep);
    budgets.set(host, budget);
    return budget;
  };

  function waitBeforeRetry(ended: Answer | RegistryError, retries: number): number | undefined {
    const delay = retryDelay(ended, retries, chance());
    if (ended instanceof RegistryError || (delay === undefined && !isLimited(ended))) return delay;
    const told = retryAfter(ended.headers, now());
    if (told === undefined) return delay;
    // The budget makes everybody wait, and this request as well.
    return retries === 0 && told - now() <= longestWaitMilliseconds ? 0 : undefined;
  }

  return async (endpoint, question) => {
    const { subject, signal, url } = question;
    const budget = budgetOf(endpoint, url);
    for (let retries = 0; ; retries += 1) {
      const ended = await budget.spend(subject, signal, async () => {
        const result = await attempt(exchange, endpoint, question);
        const seen = outcome(question, result, now());
        if (seen !== undefined) budget.observe(seen);
        const pause = budget.pause();
        if (pause !== undefined) options.onPause?.({ host: endpoint.host, until: pause.until });
        return result;
      });
      const wait = waitBeforeRetry(ended, retries);
      if (wait === undefined || !budget.retry()) {
        if (ended instanceof RegistryError) throw ended;
        return ended;
      }
      await sleep(wait, signal);
    }
  };
}

/** What goes wrong below the status says something about the host too; an abort does not. */
async function attempt(
  exchange: Exchange,
  endpoint: Endpoint,
  question: Question,
): Promise<Answer | RegistryError> {
  try {
    return await exchange(endpoint, question);
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

/** How a host fails below the status, as far as that is no matter of the one repository. */
const HOST_FAILURES: readonly RegistryErrorCode[] = ['unreachable', 'timeout', 'tls', 'bad-answer'];

/** Undefined for what says nothing of the whole host. */
function outcome(question: Question, ended: Answer | RegistryError, now: number): Outcome | undefined {
  if (ended instanceof RegistryError) {
    return HOST_FAILURES.includes(ended.code) ? { kind: 'failed', code: ended.code } : undefined;
  }
  const { status } = ended;
  const retryAt = retryAfter(ended.headers, now);
  if (isLimited(ended)) return { kind: 'limited', retryAt };
  if (status >= 500 && status !== 501) return { kind: 'failed', code: 'server-error', retryAt };
  if (status < 200 || status > 299) return { kind: 'well' };
  const worth = (question.worth ?? (question.method === 'HEAD' ? worthOfHead : worthOfJson))(ended);
  if (worth === 'nothing') return undefined;
  return worth === 'well' ? { kind: 'well' } : { kind: 'failed', code: worth };
}
