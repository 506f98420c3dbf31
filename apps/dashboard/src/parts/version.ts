/** A version as people read it: a digest is cut to its first twelve digits. */
export function shortVersion(version: string): string {
  return version.replace(/\b(sha\d+:[0-9a-f]{12})[0-9a-f]+/g, '$1…');
}
