import type { Span } from '../facts.ts';

/** A piece of a line that can hold a value. Offsets are of the whole text. */
export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** The quoted texts of a line and the bare words between them, in their order. */
export function wordsIn(text: string, { start, end }: Span): readonly Word[] {
  const pattern = /"([^"\\]*)"|'([^'\\]*)'|`([^`\\]*)`|[^\s"'`=,;(){}[\]]+/g;
  return [...text.slice(start, end).matchAll(pattern)].map((match) => {
    const inside = match[1] ?? match[2] ?? match[3];
    const from = start + match.index + (inside === undefined ? 0 : 1);
    const value = inside ?? match[0];
    const scheme = /^(?:docker|oci):\/\//.exec(value)?.[0].length ?? 0;
    return {
      text: value.slice(scheme),
      start: from + scheme,
      end: from + value.length,
      quoted: inside !== undefined,
    };
  });
}
