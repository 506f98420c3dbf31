import type { RegistryClient } from '@deployment-automator/registry-clients';
import { createImageDetails, type ListingAttempt, readAll, readListing } from '../check/index.ts';
import type { Question } from '../reconcile/index.ts';
import type { Store } from '../store/index.ts';

const listingsAtOnce = 8;

/** Lists every image that questions are about, and keeps nothing. */
export function listOnce(
  questions: ReadonlyMap<string, readonly Question[]>,
  client: RegistryClient,
): Promise<ReadonlyMap<string, ListingAttempt>> {
  const sources = { client, details: createImageDetails(client, inMemory()), now: Date.now };
  const read = (...[image, asked]: Parameters<Parameters<typeof readAll>[1]>) =>
    readListing(image, asked, undefined, sources);
  return readAll(questions, read, listingsAtOnce);
}

function inMemory(): Pick<Store, 'get' | 'put'> {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key),
    put: async (key, value) => {
      kept.set(key, value);
    },
  };
}
