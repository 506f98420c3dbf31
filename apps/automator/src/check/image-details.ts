import { type ImageName, imageName } from '@deployment-automator/image-reference';
import type { RegistryClient } from '@deployment-automator/registry-clients';
import type { Store } from '../store/index.ts';

/** What an image says of itself that a policy may ask for. */
export interface BuildFacts {
  /** Ms since the epoch; absent where the image does not say. */
  readonly builtAt?: number;
}

/** When images were built. A digest's answer never changes, so it is asked for once and kept. */
export interface ImageDetails {
  /**
   * @param onAsk told when the registry has to be asked
   * @throws RegistryError where the registry does not give the image.
   */
  read(
    image: ImageName,
    digest: string,
    platforms: readonly string[],
    onAsk?: () => void,
  ): Promise<BuildFacts>;
}

const keptMilliseconds = 90 * 24 * 3_600_000;

export function createImageDetails(client: RegistryClient, store: Pick<Store, 'get' | 'put'>): ImageDetails {
  return {
    read: async (image, digest, platforms, onAsk) => {
      const key = `image:${imageName(image)}@${digest}:${platforms.join(',')}`;
      const kept = await store.get(key);
      if (kept !== undefined) return JSON.parse(kept) as BuildFacts;
      onAsk?.();
      const read = await client.readImage(image, digest, { platforms });
      if (read === undefined) return {};
      const facts: BuildFacts = read.builtAt === undefined ? {} : { builtAt: read.builtAt };
      await store.put(key, JSON.stringify(facts), keptMilliseconds);
      return facts;
    },
  };
}
