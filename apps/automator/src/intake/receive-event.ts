import { imageName } from '@deployment-automator/image-reference';
import type { RegistryEvent } from '@deployment-automator/registry-clients';
import type { WorkQueue } from '../queue/index.ts';

export interface IntakeOptions {
  readonly queue: WorkQueue;
  /** Whether any binding uses this image now. */
  readonly isBound: (image: string) => boolean;
  readonly onError: (error: unknown) => void;
}

/**
 * A registry event is a hint and no more: it asks for a look at an image that we already follow, and names no
 * host that is then called. It does not wait for the queue, since the sender wants its answer at once and the
 * poller finds what a lost request would have found.
 */
export function receiveEvents(
  events: readonly RegistryEvent[],
  { queue, isBound, onError }: IntakeOptions,
): void {
  const pushed = events.filter(({ action }) => action === 'push').map((event) => imageName(event));
  for (const image of new Set(pushed)) {
    if (isBound(image)) queue.request(`check:${image}`).catch(onError);
  }
}
