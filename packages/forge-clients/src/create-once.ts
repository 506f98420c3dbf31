import type { PullRequest } from './forge-client.ts';
import { ForgeError, type ForgeErrorCode } from './forge-error.ts';

/** After these nobody knows whether the forge has done the work; `conflict` says that it was there before. */
const UNSURE: readonly ForgeErrorCode[] = ['timeout', 'unreachable', 'unavailable', 'bad-answer', 'conflict'];

/** Opens a pull request without ever opening a second one: what may have worked is looked up, not repeated. */
export async function createOnce(
  create: () => Promise<PullRequest>,
  findOpen: () => Promise<PullRequest | undefined>,
): Promise<PullRequest> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof ForgeError && UNSURE.includes(error.code))) throw error;
    // The first failure says more than one of the look-up after it.
    const found = await findOpen().catch(() => undefined);
    if (found === undefined) throw error;
    return found;
  }
}
