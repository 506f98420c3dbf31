import { isDigest, isTag } from '@deployment-automator/image-reference';
import type { ListedTag } from '../registry-client.ts';
import { RegistryError } from '../registry-error.ts';
import type { AdapterContext, RegistryAdapter } from './registry-adapter.ts';

const MOST_PAGES = 1000;

/**
 * The pages of a registry's own list, with what no list may be trusted in put right: each tag comes once, what is no
 * tag or no digest by the grammar is left out, and the list ends.
 *
 * @throws RegistryError; `endless-list` when the pages lead in a circle or beyond reason.
 */
export async function* ownPages(
  list: NonNullable<RegistryAdapter['list']>,
  context: AdapterContext,
): AsyncGenerator<readonly ListedTag[]> {
  const known = new Set<string>();
  let pages = 0;
  for await (const page of list(context)) {
    pages += 1;
    const fresh: ListedTag[] = [];
    for (const { digest, ...one } of page) {
      if (known.has(one.tag) || !isTag(one.tag)) continue;
      known.add(one.tag);
      fresh.push(digest !== undefined && isDigest(digest) ? { ...one, digest } : one);
    }
    const circle = page.length > 0 && fresh.length === 0 && page.every(({ tag }) => known.has(tag));
    if (circle || pages > MOST_PAGES) {
      throw new RegistryError('endless-list', context.subject, 'its own list of tags does not end');
    }
    yield fresh;
  }
}
