/** Line and column of a byte offset, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** So many bytes are looked at for one column, however long the line. */
const blockBytes = 1024;

/**
 * Turns byte offsets into lines (counted by `\n`) and columns (in code points, a byte order mark not counted).
 *
 * Built when the first position is asked for; an answer then costs the same anywhere in the file.
 */
export class LineIndex {
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;
  /** How many UTF-8 continuation bytes stand before each block; only for long lines. */
  #continuations: readonly number[] | undefined;

  /** @param text the file, one character a byte */
  constructor(text: string) {
    this.#text = text;
  }

  position(offset: number): Position {
    const line = this.lineOf(offset);
    const start = this.#starts()[line - 1] ?? 0;
    const continuations =
      offset - start <= blockBytes
        ? countContinuations(this.#text, start, offset)
        : this.#continuationsBefore(offset) - this.#continuationsBefore(start);
    return { line, column: offset - start - continuations + 1 };
  }

  lineOf(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  #starts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.#text);
    return this.#lineStarts;
  }

  #continuationsBefore(offset: number): number {
    this.#continuations ??= countPerBlock(this.#text);
    const block = Math.floor(offset / blockBytes);
    return (this.#continuations[block] ?? 0) + countContinuations(this.#text, block * blockBytes, offset);
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [text.startsWith('\xEF\xBB\xBF') ? 3 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function countPerBlock(text: string): readonly number[] {
  const counts = [0];
  let count = 0;
  for (let start = 0; start < text.length; start += blockBytes) {
    count += countContinuations(text, start, Math.min(start + blockBytes, text.length));
    counts.push(count);
  }
  return counts;
}

/** Every byte but a continuation byte begins a character. */
function countContinuations(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    if ((text.charCodeAt(at) & 0xc0) === 0x80) count += 1;
  }
  return count;
}
