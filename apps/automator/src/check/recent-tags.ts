import type { ImageName } from '@deployment-automator/image-reference';
import type { ImageAliases, RegistryClient } from '@deployment-automator/registry-clients';

/** One client in two ways of asking for a tag. */
export interface RecentTags {
  /** Asks, and remembers for a moment what was seen. */
  readonly asking: RegistryClient;
  /** Takes what was seen within the last moment for an answer. */
  readonly proving: RegistryClient;
}

/** Short enough that what was seen was seen just before. */
const momentMilliseconds = 5_000;
const keptAtMost = 1_000;

/**
 * Lets one HEAD serve all who want to know the same within a moment: the check that saw a tag, and the write-backs
 * that prove it in every config repo.
 */
export function rememberTags(client: RegistryClient, aliases: ImageAliases, now: () => number): RecentTags {
  const seen = new Map<string, { readonly digest: string; readonly at: number }>();
  const keyOf = (image: ImageName, tag: string): string => `${aliases.canonical(image)}:${tag}`;

  const ask: RegistryClient['resolveTag'] = async (image, tag, signal) => {
    const key = keyOf(image, tag);
    // Counted from the question on: what it answers may be as old as that.
    const at = now();
    const found = await client.resolveTag(image, tag, signal);
    seen.delete(key);
    if (found !== undefined) seen.set(key, { digest: found.digest, at });
    const [oldest] = seen.keys();
    if (seen.size > keptAtMost && oldest !== undefined) seen.delete(oldest);
    return found;
  };
  return {
    asking: { ...client, resolveTag: ask },
    proving: {
      ...client,
      resolveTag: async (image, tag, signal) => {
        const recent = seen.get(keyOf(image, tag));
        const isRecent = recent !== undefined && now() - recent.at < momentMilliseconds;
        return isRecent ? { digest: recent.digest } : ask(image, tag, signal);
      },
    },
  };
}
