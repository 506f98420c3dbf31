import { sha256 } from './sha256.ts';

/** A manifest as it was pushed: its digest is over exactly these bytes. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** When these bytes were first pushed, in milliseconds since 1970. */
  readonly uploadedAt: number;
}

/** A tag, where it points, and since when; milliseconds since 1970. */
export interface StoredTag {
  readonly name: string;
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest's bytes alone. */
  readonly size: number;
  /** When the tag was last pushed or moved. */
  readonly pushedAt: number;
  /** When what it points at was first pushed. */
  readonly uploadedAt: number;
}

/** One image repository: its blobs, its manifests by digest, and its tags. */
export class Repository {
  readonly blobs: Map<string, Buffer> = new Map();
  readonly #manifests = new Map<string, StoredManifest>();
  readonly #tags = new Map<string, { readonly digest: string; readonly pushedAt: number }>();
  #sortedTags: readonly string[] | undefined;

  /** Every tag in code point order, as the specification demands of `tags/list`. */
  get tags(): readonly string[] {
    this.#sortedTags ??= [...this.#tags.keys()].sort();
    return this.#sortedTags;
  }

  /** The manifest of a tag or a digest. */
  manifest(reference: string): StoredManifest | undefined {
    return this.#manifests.get(this.#tags.get(reference)?.digest ?? reference);
  }

  /** Every manifest, in the order of their first pushes. */
  get manifests(): readonly StoredManifest[] {
    return [...this.#manifests.values()];
  }

  /** Every tag with its times, in the order of {@link tags}. */
  describeTags(): readonly StoredTag[] {
    return this.tags.flatMap((name) => {
      const { digest = '', pushedAt = 0 } = this.#tags.get(name) ?? {};
      const manifest = this.#manifests.get(digest);
      if (manifest === undefined) return [];
      const { mediaType, bytes, uploadedAt } = manifest;
      return [{ name, digest, mediaType, size: bytes.length, pushedAt, uploadedAt }];
    });
  }

  putBlob(bytes: Buffer): string {
    const digest = sha256(bytes);
    this.blobs.set(digest, bytes);
    return digest;
  }

  /** @param at milliseconds since 1970 */
  putManifest(bytes: Buffer, mediaType: string, tags: readonly string[], at: number): StoredManifest {
    const digest = sha256(bytes);
    const uploadedAt = this.#manifests.get(digest)?.uploadedAt ?? at;
    const manifest = { digest, mediaType, bytes, uploadedAt };
    this.#manifests.set(digest, manifest);
    for (const tag of tags) this.#tags.set(tag, { digest, pushedAt: at });
    this.#sortedTags = undefined;
    return manifest;
  }

  /**
   * Deletes a tag, or by digest a manifest and every tag that points at it. Gives the tags that are gone, or
   * undefined when there was neither.
   */
  delete(reference: string): readonly string[] | undefined {
    this.#sortedTags = undefined;
    if (this.#tags.delete(reference)) return [reference];
    if (!this.#manifests.delete(reference)) return undefined;
    const tags = [...this.#tags].filter(([, { digest }]) => digest === reference).map(([tag]) => tag);
    for (const tag of tags) this.#tags.delete(tag);
    return tags;
  }
}

/** All repositories of one registry, in memory. */
export class ImageStore {
  readonly #repositories = new Map<string, Repository>();

  find(name: string): Repository | undefined {
    return this.#repositories.get(name);
  }

  open(name: string): Repository {
    const found = this.#repositories.get(name) ?? new Repository();
    this.#repositories.set(name, found);
    return found;
  }
}
