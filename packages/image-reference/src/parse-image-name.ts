import { canonicalName, type ImageName } from './image-name.ts';
import { parseImageReference } from './image-reference.ts';
import { ImageReferenceError } from './image-reference-error.ts';

/**
 * Reads the name of an image, `nginx` or `ghcr.io/acme/web`, into the parts of its identity.
 *
 * @throws ImageReferenceError where the text is no name, or has a tag or a digest (`localhost:5000` has the tag 5000).
 */
export function parseImageName(text: string): ImageName {
  const reference = parseImageReference(text);
  const versioned = reference.tag !== undefined || reference.digest !== undefined;
  if (versioned) throw new ImageReferenceError('not-a-name', text);
  return canonicalName(reference);
}
