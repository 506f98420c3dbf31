import { createHash } from 'node:crypto';
import type { Access } from './access.ts';
import { type Conditional, createConditional, NotModified } from './conditional.ts';
import { tagPages } from './oci/list-tags.ts';
import { ownPages } from './registries/own-pages.ts';
import { type AdapterContext, fallsBack, type RegistryAdapter } from './registries/registry-adapter.ts';
import type { ListedTag, ListOptions, TagListing } from './registry-client.ts';
import { RegistryError } from './registry-error.ts';

/** What a listing is made with. */
export interface ListingSource {
  readonly access: Access;
  readonly adapter: RegistryAdapter;
  /** For the registry's own API. */
  readonly context: () => Promise<AdapterContext>;
}

/**
 * Lists the tags of an image, by the registry's own API where times are wanted and it gives them, else by the OCI
 * one. What a registry does is in the listing.
 *
 * @throws the signal's reason when the caller aborts.
 */
export async function listImageTags(source: ListingSource, options: ListOptions): Promise<TagListing> {
  const conditional = createConditional(options.etag);
  const found: ListedTag[] = [];
  const listed = (): Pick<TagListing, 'tags' | 'candidates'> => {
    return { tags: found.map(({ tag }) => tag), candidates: found };
  };
  let pages = 0;
  try {
    const newest = source.adapter.newestFirst ? options.newestFirst : undefined;
    for await (const page of pagesOf(source, options, conditional)) {
      pages += 1;
      for (const one of page) found.push(one);
      if (newest !== undefined && isEnough(found, newest.limit, options.since)) {
        return { ...listed(), state: 'partial' };
      }
    }
    return sealed({ ...listed(), state: 'complete' }, conditional, options.etag);
  } catch (problem) {
    if (problem instanceof NotModified) {
      return { tags: [], candidates: [], state: 'complete', etag: problem.etag, unchanged: true };
    }
    if (!(problem instanceof RegistryError)) throw problem;
    return { ...listed(), state: pages === 0 ? 'failed' : 'partial', problem };
  }
}

async function* pagesOf(
  source: ListingSource,
  { times, newestFirst }: ListOptions,
  conditional: Conditional,
): AsyncGenerator<readonly ListedTag[]> {
  const { access, adapter } = source;
  if (adapter.list !== undefined && (times === true || newestFirst !== undefined)) {
    let begun = false;
    try {
      const context = await source.context();
      for await (const page of ownPages(adapter.list, conditional.watchApi(context))) {
        begun = true;
        yield page;
      }
      return;
    } catch (error) {
      if (begun || !(error instanceof RegistryError) || !fallsBack(error)) throw error;
    }
  }
  for await (const page of tagPages(conditional.watch(access))) yield page.map((tag) => ({ tag }));
}

/** What comes after is older than what there is, unless it came without times: then the plain list was taken. */
function isEnough(found: readonly ListedTag[], limit: number, since: number | undefined): boolean {
  const oldest = found.at(-1)?.pushedAt;
  return oldest !== undefined && (found.length >= limit || (since !== undefined && oldest < since));
}

/** Where the registry gives the list no name, the list itself does: a hash. */
function sealed(listing: TagListing, conditional: Conditional, known: string | undefined): TagListing {
  const hash = createHash('sha256').update(JSON.stringify(listing.candidates)).digest('base64url');
  const etag = conditional.etag() ?? `list:${hash}`;
  return { ...listing, etag, ...(etag === known ? { unchanged: true } : {}) };
}
