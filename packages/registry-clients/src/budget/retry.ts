import { RegistryError } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { errorCode } from '../transport/network-error.ts';

const MOST_RETRIES = 2;
const FIRST_MILLISECONDS = 300;
const FACTOR = 4;

/** Statuses that the next attempt may not meet: a proxy whose backend restarts, a server that hiccups. */
const PASSING: readonly number[] = [408, 500, 502, 503, 504];
/**
 * Connections that broke, often because they had been idle too long. A host that refuses connections or has no
 * address will do so a second later too, and one that is slow is only made slower.
 */
const BROKEN: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EAI_AGAIN'];

/**
 * How long to wait before the same request is made again at once, in milliseconds; undefined where that would not
 * help. When a registry says how long to wait, that is for its budget to obey, not to be outdone by a retry.
 *
 * @param chance from 0 to 1, to spread many that failed together
 */
export function retryDelay(
  ended: Pick<Answer, 'status'> | RegistryError,
  retries: number,
  chance: number,
): number | undefined {
  if (retries >= MOST_RETRIES || !isPassing(ended)) return undefined;
  return Math.round(FIRST_MILLISECONDS * FACTOR ** retries * (0.5 + chance));
}

function isPassing(ended: Pick<Answer, 'status'> | RegistryError): boolean {
  if (!(ended instanceof RegistryError)) return PASSING.includes(ended.status);
  return ended.code === 'unreachable' && BROKEN.includes(errorCode(ended.cause));
}
