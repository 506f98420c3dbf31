/** Whether this package reads files of that name as YAML, which JSON is as well. */
export function isReadable(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) || /(?:^|\/)Kustomization$/.test(path);
}

/** Whether it is our own file of rules, holds and freezes, whose whole content is asked for. */
export function isRulesFile(path: string): boolean {
  return path === '.automator.yaml';
}

/** In prose a marked line is an example. */
const prose = /\.(?:md|mdx|markdown|rst|adoc|txt|html?)$/i;
/** Pictures, fonts, archives, programs and the like: large, and never written by hand. */
const binary =
  /\.(?:png|jpe?g|gif|webp|ico|svg|pdf|woff2?|[ot]tf|eot|mp[34]|mov|zip|tar|t?gz|t?bz2|t?xz|zst|7z|jar|war|so|dll|exe|bin|wasm|db|sqlite)$/i;

/** Whether a file of that name that is not YAML can have lines that are marked for us; all others stay unread. */
export function mayHaveMarks(path: string): boolean {
  return !prose.test(path) && !binary.test(path);
}

/** Whether a file that is not YAML has lines that are marked for us. A file with zero bytes is no text. */
export function hasMarks(path: string, bytes: Uint8Array): boolean {
  if (!mayHaveMarks(path)) return false;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('automator:') && !buffer.includes(0);
}
