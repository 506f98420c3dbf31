/** Compares by code point; tags are ASCII, where that is the order of the bytes too. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The written order among tags that rank the same: first the very tag that the field holds, then the tags that have,
 * or lack, a leading `v` as the field's tag does (a field without a version counts as one without `v`), then by code
 * point. Negative where `a` is preferred.
 */
export function spellingPreference(currentTag: string | undefined): (a: string, b: string) => number {
  const wantsV = hasV(currentTag ?? '');
  const distance = (tag: string) => (tag === currentTag ? 0 : hasV(tag) === wantsV ? 1 : 2);
  return (a, b) => distance(a) - distance(b) || compareText(a, b);
}

function hasV(tag: string): boolean {
  return /^v\d/.test(tag);
}
