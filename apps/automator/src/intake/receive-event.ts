import { parseImageName } from '@deployment-automator/image-reference';
import type { ImageAliases, RegistryEvent } from '@deployment-automator/registry-clients';
import type { WorkQueue } from '../queue/index.ts';

export interface IntakeOptions {
  readonly queue: WorkQueue;
  /** The images that bindings use now. */
  readonly bound: readonly string[];
  readonly aliases: ImageAliases;
  readonly onError: (error: unknown) => void;
}

/**
 * A registry event is a hint and no more: it asks for a look at images that we already follow, and names no host
 * that is then called. It does not wait for the queue, since the sender wants its answer at once and the poller
 * finds what a lost request would have found.
 */
export function receiveEvents(events: readonly RegistryEvent[], options: IntakeOptions): void {
  const { queue, onError } = options;
  const pushed = events.filter(({ action }) => action === 'push');
  const images = [...imagesByName(pushed, options), ...imagesByRepository(pushed, options)];
  for (const image of new Set(images)) queue.request(`check:${image}`).catch(onError);
}

/** The bound images that an event names, under whichever of their names. */
function imagesByName(events: readonly RegistryEvent[], { bound, aliases }: IntakeOptions): string[] {
  const followed = new Set(bound);
  return events
    .flatMap(({ registry, repository }) =>
      registry === undefined ? [] : aliases.namesOf({ registry, repository }),
    )
    .filter((image) => followed.has(image));
}

/** The bound images of a repository, for events that do not say which registry it is on. */
function imagesByRepository(events: readonly RegistryEvent[], { bound, aliases }: IntakeOptions): string[] {
  const unplaced = events.filter(({ registry }) => registry === undefined);
  if (unplaced.length === 0) return [];
  const repositories = new Set(unplaced.map(({ repository }) => repository));
  return bound.filter((image) => {
    const name = parseImageName(image);
    const canonical = parseImageName(aliases.canonical(name));
    return repositories.has(name.repository) || repositories.has(canonical.repository);
  });
}
