import { createHash } from 'node:crypto';

/**
 * The id of an image in the API: the first 16 hex digits of the SHA-256 of its name.
 *
 * @param image `registry/repository`, canonical
 */
export function imageIdOf(image: string): string {
  return createHash('sha256').update(image).digest('hex').slice(0, 16);
}
