/**
 * A pattern of Go's `filepath.Match` as the text of a regular expression that matches the whole, or `undefined` where
 * the pattern is malformed.
 *
 * @see https://pkg.go.dev/path/filepath#Match
 */
export function globRegex(pattern: string): string | undefined {
  let regex = '';
  let rest = pattern;
  while (rest !== '') {
    const {
      token = '',
      one,
      set,
    } = /^(?<token>\*|\?|\\(?<one>.)|\[(?<set>\^?(?:\\.|[^\]\\])+)\]|[^[\\])/su.exec(rest)?.groups ?? {};
    if (token === '') return undefined;
    rest = rest.slice(token.length);
    if (token === '*') regex += '[^/]*';
    else if (token === '?') regex += '[^/]';
    else if (set !== undefined) regex += `[${set.replaceAll('[', '\\[')}]`;
    else regex += (one ?? token).replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  }
  return `^${regex}$`;
}

/** Whether a glob needs more than `*` and `?`, which is all that our own globs have. */
export function isPlainGlob(pattern: string): boolean {
  return !/[[\]\\]/.test(pattern);
}

/** Whether a text matches; a malformed pattern matches nothing. */
export function matchesGlob(pattern: string, text: string): boolean {
  const regex = globRegex(pattern);
  if (regex === undefined) return false;
  try {
    return new RegExp(regex, 'su').test(text);
  } catch {
    return false;
  }
}
