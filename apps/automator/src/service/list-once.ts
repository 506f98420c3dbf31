import type { ImageAliases, RegistryClient } from '@deployment-automator/registry-clients';
import { createListings, type ListingAttempt, readAll } from '../check/index.ts';
import type { Question } from '../reconcile/index.ts';
import { createMemoryStore } from '../store/index.ts';
import type { OnProgress } from '../telemetry/index.ts';

/** Lists every image that questions are about, and keeps nothing. */
export function listOnce(
  questions: ReadonlyMap<string, readonly Question[]>,
  client: RegistryClient,
  aliases: ImageAliases,
  onProgress?: OnProgress,
): Promise<ReadonlyMap<string, ListingAttempt>> {
  const store = createMemoryStore({ now: Date.now });
  return readAll(questions, createListings({ client, store, aliases, now: Date.now }), onProgress);
}
