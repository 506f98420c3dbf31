import { parsePolicy, type TagPolicyError } from '@deployment-automator/tag-policy';

/** A part of a text: from `start` up to `end`, which are equal where something is missing. In UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where in a policy its fault is; `undefined` where that cannot be said. */
export function placeInPolicy({ code, text }: TagPolicyError): Place | undefined {
  const start = text.length - text.trimStart().length;
  const ending = endingOf(text);
  const end = text.trimEnd().length;
  const ruleEnd = text.slice(0, end - ending.length).trimEnd().length;
  const colon = text.indexOf(':');
  const argument = colon < 0 || colon >= ruleEnd ? placeAt(ruleEnd) : trimmed(text, colon + 1, ruleEnd);
  switch (code) {
    case 'empty':
      return placeAt(0);
    case 'unknown-policy':
      return { start, end: colon < 0 || colon > ruleEnd ? ruleEnd : colon };
    case 'missing-range':
      return placeAt(ruleEnd);
    case 'bad-range':
      return narrowRange(text, argument);
    case 'bad-order':
    case 'bad-tag':
      return argument;
    case 'bad-digest':
      return { start: end - ending.length, end };
    default:
      return undefined;
  }
}

function endingOf(text: string): string {
  return /@digest(?:-follow)?\s*$/.exec(text)?.[0].trimEnd() ?? '';
}

/** Looks for the one comparison of a range that is no range by itself. */
function narrowRange(text: string, range: Place): Place {
  let from = range.start;
  for (const side of text.slice(range.start, range.end).split('||')) {
    const place = trimmed(text, from, from + side.length);
    from += side.length + 2;
    if (place.start === place.end) return place;
    if (isRange(text.slice(place.start, place.end))) continue;
    const words = [...text.slice(place.start, place.end).matchAll(/(?:[<>=~^]+\s*)?[^\s<>=~^]+|[<>=~^]+/g)];
    const wrong = words.filter(([word]) => word !== '-' && !isRange(word));
    const [only] = wrong;
    if (only === undefined || wrong.length > 1) return place;
    const start = place.start + only.index;
    return { start, end: start + only[0].length };
  }
  return range;
}

function isRange(text: string): boolean {
  try {
    parsePolicy(`semver:${text}`);
    return true;
  } catch {
    return false;
  }
}

/** Where in a filter its fault is; `undefined` where that cannot be said. */
export function placeInFilter({ code, text, cause }: TagPolicyError): Place | undefined {
  if (code !== 'bad-filter') return undefined;
  const colon = text.indexOf(':');
  const kind = /^!?(?:regex|glob):/.exec(text);
  if (kind === null) return { start: 0, end: colon < 0 ? text.length : colon };
  if (kind[0].length === text.length) return placeAt(text.length);
  const pattern = { start: kind[0].length, end: text.length };
  const part = quotedPart(cause);
  if (part !== undefined) {
    const at = text.indexOf(part, pattern.start);
    return at < 0 ? pattern : { start: at, end: at + part.length };
  }
  const key = /\(\?P?<key>/.exec(text);
  if (key !== null && cause === undefined) return { start: key.index, end: key.index + key[0].length };
  return pattern;
}

/** The part of the pattern that the reader of regular expressions names, as RE2 says it. */
function quotedPart(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return /: `([\s\S]+)`$/.exec(cause.message)?.[1];
}

function trimmed(text: string, start: number, end: number): Place {
  const part = text.slice(start, end);
  const first = start + part.length - part.trimStart().length;
  return { start: first, end: Math.max(first, start + part.trimEnd().length) };
}

function placeAt(at: number): Place {
  return { start: at, end: at };
}
