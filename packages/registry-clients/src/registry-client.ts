import type { ImageName } from '@deployment-automator/image-reference';
import type { RegistryError } from './registry-error.ts';

/** A tag, and what the list said of it. */
export interface ListedTag {
  readonly tag: string;
  /** What the tag points at. */
  readonly digest?: string;
  /** When the tag was pushed, or its digest uploaded (see `timeOf`); milliseconds since 1970. */
  readonly pushedAt?: number;
  /** When the image was built, by its own account; milliseconds since 1970. */
  readonly builtAt?: number;
}

/** The tags of one repository, and how far they can be believed. */
export interface TagListing {
  /** In the registry's order, which says nothing about age but with `newestFirst`; each tag once. */
  readonly tags: readonly string[];
  /** The same tags in the same order, with what the list said of them. */
  readonly candidates: readonly ListedTag[];
  /**
   * `partial`: there is more, because something broke (`problem`) or no more was wanted (no `problem`). Only a
   * complete listing says that a tag is gone.
   */
  readonly state: 'complete' | 'partial' | 'failed';
  /** Why it is not complete. */
  readonly problem?: RegistryError;
  /** Names this state of the list, where the registry gives such a name; for `etag` of the next question. */
  readonly etag?: string;
  /** The list is as it was under the `etag` that was asked with; the tags are not given again. */
  readonly unchanged?: true;
}

export interface ListOptions {
  readonly signal?: AbortSignal | undefined;
  /** Times are wanted where the registry's own API gives them; that may cost more requests. Default: `false`. */
  readonly times?: boolean | undefined;
  /** With times. The newest tags are enough, where the registry can list them first; elsewhere the list is whole. */
  readonly newestFirst?: { readonly limit: number } | undefined;
  /** Tags pushed before this time are of no interest; milliseconds since 1970. Only with `newestFirst`. */
  readonly since?: number | undefined;
  /** Of an earlier listing: do not give the list again if it has not changed. */
  readonly etag?: string | undefined;
}

/** What an image says of itself. All texts are its builder's, and may say anything. */
export interface ImageDescription {
  /** Of the index, for an image of several platforms. */
  readonly digest: string;
  /** By the image's own account, milliseconds since 1970. Left out where it does not say, as reproducible builds. */
  readonly builtAt?: number;
  /** Labels and annotations in one; an annotation counts more than a label of the same name. */
  readonly labels: Readonly<Record<string, string>>;
  /** `os/architecture[/variant]`, as in `linux/amd64`. Empty for what is no image, as a chart. */
  readonly platforms: readonly string[];
  /** The commit it was built from, by its own account. */
  readonly revision?: string;
  /** The repository it was built from, by its own account. */
  readonly source?: string;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** For an image of several platforms: read the first of these that it has. Default: `linux/amd64`. */
  readonly platforms?: readonly string[] | undefined;
}

/**
 * What refers to an image: a signature, an attestation, a bill of materials. That it does is the word of whoever may
 * push to the repository; nothing of it is fetched or verified.
 */
export interface Referrer {
  readonly digest: string;
  /** What it is, by its own account; left out where it does not say, as with `cosign`. */
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
  /**
   * It is in no list: cosign's older scheme put it under the tag `sha256-<hex>.sig`, `.att` or `.sbom`, which says
   * what it is.
   */
  readonly cosign?: 'signature' | 'attestation' | 'sbom';
}

export interface ReferrerOptions {
  readonly signal?: AbortSignal | undefined;
  /** Only those of this type, as a media type. Those of cosign's tags have none, and are not looked for. Default: all. */
  readonly artifactType?: string | undefined;
}

/**
 * Which time a registry can give for a tag: when the tag was `pushed` (also when it was moved to an older image),
 * when its digest was `uploaded`, or, from the image itself, when it was `built`.
 */
export type TagTime = 'pushed' | 'uploaded' | 'built';

/** Asks registries about images, as often as they can bear. Questions that are the same at the same time are one. */
export interface RegistryClient {
  /**
   * Lists the tags of an image. What a registry does is never thrown but reported in the listing.
   *
   * @throws the signal's reason when the caller aborts.
   */
  listTags(image: ImageName, options?: ListOptions): Promise<TagListing>;
  /**
   * The digest that a tag points at now, or undefined where the registry has no such tag (or shows it to nobody
   * who asks like us). For an image of several platforms it is the digest of the index.
   *
   * @throws RegistryError for every other answer, and the signal's reason when the caller aborts.
   */
  resolveTag(
    image: ImageName,
    tag: string,
    signal?: AbortSignal,
  ): Promise<{ readonly digest: string } | undefined>;
  /**
   * Reads what an image says of itself, by tag or by digest, in at most three requests; undefined where the
   * registry has no such image (or shows it to nobody who asks like us).
   *
   * @throws RegistryError for every other answer, and the signal's reason when the caller aborts.
   */
  readImage(
    image: ImageName,
    reference: string,
    options?: ReadOptions,
  ): Promise<ImageDescription | undefined>;
  /**
   * Lists what refers to an image, each once: by the registry's API for it, where there is none by the tag
   * `sha256-<hex>`, and by cosign's tags. That is one request or two, and three for cosign's tags. The list is whole
   * or an error, because a signature that is missing in half a list is not missing; it is empty also where the
   * registry has no such image (or shows it to nobody who asks like us).
   *
   * @param digest of the image: for an image of several platforms usually that of the index
   * @throws RegistryError for every other answer, and the signal's reason when the caller aborts.
   */
  listReferrers(image: ImageName, digest: string, options?: ReferrerOptions): Promise<readonly Referrer[]>;
  /** Which time the registry at a host, as image references name it, can give for a tag. */
  timeOf(host: string): TagTime;
  /** Closes the connections once what is under way has ended. */
  close(): Promise<void>;
}
