import { isDigest, isTag, maxReferenceLength } from './grammar.ts';
import { type ImageName, readName } from './image-name.ts';
import { ImageReferenceError, type ImageReferenceErrorCode } from './image-reference-error.ts';
import type { ImageVersion } from './image-version.ts';
import { splitReference } from './split-reference.ts';

/**
 * A parsed image reference: `registry/repository:tag@digest`. Registry and repository are normalised as Docker does
 * (`nginx` is `docker.io` and `library/nginx`); a tag or digest that is not written is absent.
 */
export interface ImageReference extends ImageName, ImageVersion {
  /** The text as it was written. */
  readonly original: string;
}

/**
 * Reads an image reference. Nothing is trimmed and no tag is made up.
 *
 * @throws ImageReferenceError where the text is none.
 */
export function parseImageReference(text: string): ImageReference {
  const reference = readReference(text);
  if (typeof reference === 'string') throw new ImageReferenceError(reference, text);
  return reference;
}

/** Reads an image reference, or gives `undefined` where the text is none. */
export function tryParseImageReference(text: string): ImageReference | undefined {
  const reference = readReference(text);
  return typeof reference === 'string' ? undefined : reference;
}

function readReference(text: string): ImageReference | ImageReferenceErrorCode {
  if (text.length > maxReferenceLength) return 'too-long';
  // Docker refuses such a name because it reads it as an image's id; with a tag or a digest it is a name like any other.
  if (/^[0-9a-f]{64}$/.test(text)) return 'bare-digest';

  const { name, tag, digest } = splitReference(text);
  const image = readName(name);
  if (typeof image === 'string') return image;
  if (tag !== undefined && !isTag(tag)) return 'bad-tag';
  if (digest !== undefined && !isDigest(digest)) return 'bad-digest';
  return {
    original: text,
    ...image,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}
