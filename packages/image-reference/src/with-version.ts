import { isDigest, isTag } from './grammar.ts';
import type { ImageReference } from './image-reference.ts';
import { ImageReferenceError } from './image-reference-error.ts';
import type { ImageVersion } from './image-version.ts';
import { splitReference } from './split-reference.ts';

/**
 * The reference with its tag and digest replaced by those of `version`. The name stays as its writer spelled it:
 * `nginx` stays `nginx`. A part that `version` does not have is left out.
 *
 * @throws ImageReferenceError where the new tag or digest is none, so that nothing broken is ever written.
 */
export function withVersion(reference: ImageReference, version: ImageVersion): string {
  const { tag, digest } = version;
  if (tag !== undefined && !isTag(tag)) throw new ImageReferenceError('bad-tag', tag);
  if (digest !== undefined && !isDigest(digest)) throw new ImageReferenceError('bad-digest', digest);
  const { name } = splitReference(reference.original);
  return name + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}
