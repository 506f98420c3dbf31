import type { PullRequest } from '../forge-client.ts';
import { ForgeError, type ForgeErrorCode } from '../forge-error.ts';

/** After these a pull request may be there: it was before, or the request did its work and the answer was lost. */
const MAY_BE_OPEN: readonly ForgeErrorCode[] = [
  'conflict',
  'timeout',
  'unreachable',
  'unavailable',
  'bad-answer',
];

/**
 * Opens a pull request, and when that fails in a way that leaves open whether there is one, looks. It is never asked
 * for twice.
 *
 * @throws the error of `open` where there is none after all
 */
export async function openOnce(
  open: () => Promise<PullRequest>,
  find: () => Promise<PullRequest | undefined>,
): Promise<PullRequest> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ForgeError) || !MAY_BE_OPEN.includes(error.code)) throw error;
    const found = await find().catch(() => undefined);
    if (found === undefined) throw error;
    return found;
  }
}
