/** Whether this package reads files of that name as YAML, which JSON is as well. */
export function isReadable(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) || /(?:^|\/)Kustomization$/.test(path);
}

/**
 * Whether a file that is not YAML has lines that are marked for us. In prose such a line is an example, and a file with
 * zero bytes is no text.
 */
export function hasMarks(path: string, bytes: Uint8Array): boolean {
  if (/\.(?:md|mdx|markdown|rst|adoc|txt|html?)$/i.test(path)) return false;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('automator:') && !buffer.includes(0);
}
