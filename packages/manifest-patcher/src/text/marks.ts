import type { Span } from '../facts.ts';

/** A marker comment in a text file. Offsets are of the whole text. */
export interface Mark {
  /** Where the comment begins. */
  readonly start: number;
  /** What the dialect reads: the text behind `automator:`, without `image=`. */
  readonly value: string;
  /** The image that the comment names, for a line that holds just a tag. */
  readonly image?: Span;
  /** The line that it marks: its own, or the next one where it stands alone. */
  readonly line: Span;
}

/** The comment signs of the languages that configuration is written in, and what may stand before one. */
const sign = /(?:^|[\s"'`,;)}\]])(#+|\/\/+|--+|;+|\/\*+|\{\{-?[ \t]*\/\*)[ \t]*$/;

/** No sign and the white space behind it are longer. */
const signLength = 40;

const word = 'automator:';

/** The image that a comment names, as the option `image=` of the mark. */
export const imageOption: RegExp = /(?:^|[ \t])image=("[^"]*"|[^\s"]+)/;

/** The marker comments between two offsets, in their order. */
export function* marksIn(text: string, range: Span): Generator<Mark> {
  let done = range.start;
  for (let at = text.indexOf(word, done); at !== -1 && at < range.end; at = text.indexOf(word, at + 1)) {
    if (at < done) continue;
    const line = lineAt(text, { start: text.lastIndexOf('\n', at) + 1, end: range.end });
    const start = Math.max(line.start, range.start, at - signLength);
    const match = sign.exec(text.slice(start, at));
    if (match === null) continue;
    const comment = start + match.index + match[0].indexOf(match[1] ?? '');
    yield readMark(text, comment, line, { start: at + word.length, end: line.end }, range.end);
    done = line.end;
  }
}

/** @param said what stands behind `automator:` */
function readMark(text: string, start: number, line: Span, said: Span, end: number): Mark {
  const [source = ''] = text
    .slice(said.start, said.end)
    .split(text.startsWith('#', start) ? /\r$/ : /\*\/|\r$/);
  const alone = text.slice(line.start, start).trim() === '';
  const marked = alone ? lineAt(text, { start: line.end + 1, end }) : { start: line.start, end: start };
  const option = imageOption.exec(source);
  if (option === null) return { start, value: source.trim(), line: marked };
  const name = option[1] ?? '';
  const quote = name.startsWith('"') ? 1 : 0;
  const nameEnd = said.start + option.index + option[0].length;
  return {
    start,
    value: source.replace(option[0], '').trim(),
    image: { start: nameEnd - name.length + quote, end: nameEnd - quote },
    line: marked,
  };
}

function lineAt(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', start);
  return { start: Math.min(start, end), end: newline === -1 || newline > end ? end : newline };
}
