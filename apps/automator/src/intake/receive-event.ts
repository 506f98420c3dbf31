import { parseImageName } from '@deployment-automator/image-reference';
import type { ImageAliases, RegistryEvent } from '@deployment-automator/registry-clients';
import type { WorkQueue } from '../queue/index.ts';

export interface IntakeOptions {
  readonly queue: WorkQueue;
  /** The images that bindings use now. */
  readonly bound: readonly string[];
  readonly aliases: ImageAliases;
  /** Told first, so that the look knows which tag it was asked for; undefined where the event names none. */
  readonly named: { add(image: string, tag: string | undefined): Promise<void> };
  /** Told before the look is asked for. */
  readonly noticed: { note(image: string): Promise<void> };
  /** Told of every image that a webhook asks a look for, and of the tag that it names. */
  readonly onImage: (image: string, tag: string | undefined) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * A registry event is a hint and no more: it asks for a look at images that we already follow, and names no host
 * that is then called. The sender, who wants its answer at once, need not wait for the promise: it is never
 * rejected, and the poller finds what a lost request would have found.
 */
export async function receiveEvents(events: readonly RegistryEvent[], options: IntakeOptions): Promise<void> {
  const { queue, named, noticed, onImage, onError } = options;
  const pushed = events.filter(({ action }) => action === 'push');
  const byName = imagesByName(options);
  const tags = new Map<string, Set<string | undefined>>();
  for (const event of pushed) {
    for (const image of imagesOf(event, byName, options)) {
      tags.set(image, (tags.get(image) ?? new Set()).add(event.tag));
    }
  }
  const ask = async ([image, ofImage]: [string, Set<string | undefined>]): Promise<void> => {
    for (const tag of ofImage) onImage(image, tag);
    await noticed.note(image).catch(onError);
    for (const tag of ofImage) await named.add(image, tag).catch(onError);
    await queue.request(`check:${image}`).catch(onError);
  };
  await Promise.all([...tags].map(ask));
}

/** The bound images by the one name under which each is listed, by every name that a binding uses. */
function imagesByName({ bound, aliases }: IntakeOptions): ReadonlyMap<string, string> {
  return new Map(bound.map((image) => [image, aliases.canonical(parseImageName(image))]));
}

/** The bound images that an event means; of any registry, where it does not say on which one it is. */
function imagesOf(
  { registry, repository }: RegistryEvent,
  byName: ReadonlyMap<string, string>,
  { aliases }: IntakeOptions,
): ReadonlySet<string> {
  if (registry !== undefined) {
    const names = aliases.namesOf({ registry, repository });
    return new Set(names.flatMap((name) => byName.get(name) ?? []));
  }
  const isMeant = (name: string): boolean => parseImageName(name).repository === repository;
  return new Set([...byName].flatMap(([name, image]) => (isMeant(name) || isMeant(image) ? [image] : [])));
}
