import { createHash } from 'node:crypto';

const ALGORITHMS: readonly string[] = ['sha256', 'sha384', 'sha512'];

/** The digest by which a registry knows these bytes, where it says no other. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Whether these are the bytes that a digest names; false for an algorithm that is not known. */
export function hasDigest(bytes: Buffer, digest: string): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return ALGORITHMS.includes(algorithm) && createHash(algorithm).update(bytes).digest('hex') === hex;
}
