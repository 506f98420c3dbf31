import { createHash } from 'node:crypto';

/** What an image is called in paths: the first 16 hex digits of the SHA-256 of `registry/repository`. */
export function imageIdOf(image: string): string {
  return createHash('sha256').update(image).digest('hex').slice(0, 16);
}
