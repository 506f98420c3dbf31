/** Compares by code point; tags are ASCII, where that is the order of the bytes too. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The written order among tags that rank the same: first the very tag that the field holds; then the tags that have,
 * or lack, a leading `v` as the field's tag does (a field without a version counts as one without `v`); then those
 * with as many numbers as the field's tag (`1.20` for `1.19`; for a field without a version, the most); then by code
 * point. Negative where `a` is preferred.
 */
export function spellingPreference(currentTag: string | undefined): (a: string, b: string) => number {
  const wantsV = hasV(currentTag ?? '');
  const numbers = numbersIn(currentTag ?? '') || Number.POSITIVE_INFINITY;
  const distance = (tag: string): number => (tag === currentTag ? 0 : hasV(tag) === wantsV ? 1 : 2);
  const shape = (tag: string): number => {
    const own = numbersIn(tag);
    return own === numbers ? -Number.POSITIVE_INFINITY : -own;
  };
  return (a, b) => distance(a) - distance(b) || compareNumbers(shape(a), shape(b)) || compareText(a, b);
}

function hasV(tag: string): boolean {
  return /^v\d/.test(tag);
}

/** How many numbers a version begins with: 2 in `v1.20-alpine`, 0 in `latest`. */
function numbersIn(tag: string): number {
  return /^v?\d+(?:\.\d+)*/.exec(tag)?.[0].split('.').length ?? 0;
}

// Infinity minus infinity is no number.
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
