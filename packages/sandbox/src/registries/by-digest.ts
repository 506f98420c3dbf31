import type { StoredTag } from '../registry/image-store.ts';

/** A digest with all its tags. */
export interface StoredDigest {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  readonly uploadedAt: number;
  readonly tags: readonly StoredTag[];
}

/** Newest first. */
export function newestFirst(tags: readonly StoredTag[]): readonly StoredTag[] {
  return tags.toSorted((one, other) => other.pushedAt - one.pushedAt);
}

/** The digests of a repository, the last uploaded first, for registries that list digests. */
export function byDigest(tags: readonly StoredTag[]): readonly StoredDigest[] {
  const found = new Map<string, StoredTag[]>();
  for (const tag of tags) found.set(tag.digest, [...(found.get(tag.digest) ?? []), tag]);
  return [...found.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { digest, mediaType, size, uploadedAt } = first;
      return [{ digest, mediaType, size, uploadedAt, tags: group }];
    })
    .toSorted((one, other) => other.uploadedAt - one.uploadedAt);
}
