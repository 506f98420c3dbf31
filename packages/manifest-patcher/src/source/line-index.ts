/** Line and column of a byte offset, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns byte offsets into lines (counted by `\n`) and columns (in code points, a byte order mark not counted). */
export class LineIndex {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  /** @param text the file, one character a byte */
  constructor(text: string) {
    this.#text = text;
  }

  position(offset: number): Position {
    const line = this.lineOf(offset);
    const start = this.#lineStarts()[line - 1] ?? 0;
    return { line, column: 1 + countCodePoints(this.#text, start, offset) };
  }

  lineOf(offset: number): number {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  #lineStarts(): readonly number[] {
    this.#starts ??= findLineStarts(this.#text);
    return this.#starts;
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [text.startsWith('\xEF\xBB\xBF') ? 3 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Every byte but a UTF-8 continuation byte begins a character. */
function countCodePoints(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    if ((text.charCodeAt(at) & 0xc0) !== 0x80) count += 1;
  }
  return count;
}
