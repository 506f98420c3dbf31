/** A version for reading: of a digest only what tells it apart. */
export function shortVersion(version: string): string {
  return version.replace(/(@[a-z0-9+._-]{1,20}:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}
