import type { ImageVersion } from '@deployment-automator/image-reference';
import type { Update } from '../../reconcile/index.ts';
import type { ImageChange } from './image-change.ts';
import type { ImageChanges } from './image-changes.ts';

/** What is asked of an update. */
export type MovingImage = Pick<Update, 'image' | 'name' | 'from' | 'to' | 'chosen'> & {
  readonly binding: { readonly field: { readonly image?: ImageVersion } };
};

const atOnce = 4;

/** What all of these updates bring, each different move asked for once. */
export async function gatherChanges(
  updates: readonly MovingImage[],
  changes: ImageChanges,
): Promise<(update: Pick<Update, 'image' | 'from' | 'to'>) => ImageChange | undefined> {
  const moves = new Map(updates.map((update) => [keyOf(update), update]));
  const waiting = [...moves];
  const known = new Map<string, ImageChange>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [key, { name, binding, chosen }] = next;
      known.set(key, await changes.read(name, binding.field.image ?? {}, chosen));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (update) => known.get(keyOf(update));
}

function keyOf({ image, from, to }: Pick<Update, 'image' | 'from' | 'to'>): string {
  return JSON.stringify([image, from, to]);
}
