/** One place of a glob: any text, any one character, or one character of a set. */
type Part =
  | '*'
  | '?'
  | { readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/**
 * Reads a glob over whole tags: `*` is any text, `?` any one character, `[a-c]` one of these, `[!a-c]` or `[^a-c]` one
 * of the others, and a backslash takes the next character as it is. Matching takes time in proportion to the glob's
 * length times the text's at most. `undefined` where a bracket is not closed or a range is upside down.
 */
export function parseGlob(glob: string): ((text: string) => boolean) | undefined {
  const parts: Part[] = [];
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at);
    if (char === '*') {
      if (parts.at(-1) !== '*') parts.push('*');
    } else if (char === '?') parts.push('?');
    else if (char === '[') {
      const set = parseSet(glob, at + 1);
      if (set === undefined) return undefined;
      parts.push(set.part);
      at = set.end;
    } else {
      if (char === '\\') at++;
      if (at >= glob.length) return undefined;
      parts.push({ negated: false, ranges: [[glob.charAt(at), glob.charAt(at)]] });
    }
  }
  return (text) => matches(parts, text);
}

function parseSet(glob: string, start: number): { part: Part; end: number } | undefined {
  const negated = glob.charAt(start) === '!' || glob.charAt(start) === '^';
  const ranges: [string, string][] = [];
  let at = negated ? start + 1 : start;
  const take = (): string => {
    if (glob.charAt(at) === '\\') at++;
    return glob.charAt(at++);
  };
  while (at < glob.length && (glob.charAt(at) !== ']' || ranges.length === 0)) {
    const from = take();
    let to = from;
    if (glob.charAt(at) === '-' && at + 1 < glob.length && glob.charAt(at + 1) !== ']') {
      at++;
      to = take();
    }
    if (from === '' || to < from) return undefined;
    ranges.push([from, to]);
  }
  return at < glob.length ? { part: { negated, ranges }, end: at } : undefined;
}

// After a mismatch only the last star takes one character more: what stood before it is settled.
function matches(parts: readonly Part[], text: string): boolean {
  let part = 0;
  let starPart = -1;
  let starAt = 0;
  for (let at = 0; at < text.length; ) {
    const wanted = parts[part];
    if (wanted === '*') {
      starPart = part++;
      starAt = at;
    } else if (wanted !== undefined && takes(wanted, text.charAt(at))) {
      part++;
      at++;
    } else if (starPart >= 0) {
      part = starPart + 1;
      at = ++starAt;
    } else return false;
  }
  return part === parts.length || (parts[part] === '*' && part === parts.length - 1);
}

function takes(part: Exclude<Part, '*'>, char: string): boolean {
  if (part === '?') return true;
  return part.ranges.some(([from, to]) => from <= char && char <= to) !== part.negated;
}
