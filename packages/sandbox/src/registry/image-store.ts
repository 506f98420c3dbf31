import { sha256 } from './sha256.ts';

/** A manifest as it was pushed: its digest is over exactly these bytes. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** One image repository: its blobs, its manifests by digest, and its tags. */
export class Repository {
  readonly blobs: Map<string, Buffer> = new Map();
  readonly #manifests = new Map<string, StoredManifest>();
  readonly #tags = new Map<string, string>();
  #sortedTags: readonly string[] | undefined;

  /** Every tag in code point order, as the specification demands of `tags/list`. */
  get tags(): readonly string[] {
    this.#sortedTags ??= [...this.#tags.keys()].sort();
    return this.#sortedTags;
  }

  /** The manifest of a tag or a digest. */
  manifest(reference: string): StoredManifest | undefined {
    return this.#manifests.get(this.#tags.get(reference) ?? reference);
  }

  putBlob(bytes: Buffer): string {
    const digest = sha256(bytes);
    this.blobs.set(digest, bytes);
    return digest;
  }

  putManifest(bytes: Buffer, mediaType: string, tags: readonly string[]): StoredManifest {
    const manifest = { digest: sha256(bytes), mediaType, bytes };
    this.#manifests.set(manifest.digest, manifest);
    for (const tag of tags) this.#tags.set(tag, manifest.digest);
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
    const tags = [...this.#tags].filter(([, digest]) => digest === reference).map(([tag]) => tag);
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
