/** One document of a file; offsets into the file's text. */
export interface Segment {
  /** From 0. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

const byteOrderMark = '\xEF\xBB\xBF';

/** A file as one piece, without its byte order mark. */
export function wholeText(text: string): Segment {
  return { index: 0, start: text.startsWith(byteOrderMark) ? byteOrderMark.length : 0, end: text.length };
}

/**
 * Cut a file at its document markers, before any parsing.
 *
 * YAML forbids `---` and `...` at the start of a line inside a document, quoted text included (YAML 1.2.2,
 * `c-forbidden`), so this is exact, and a quote that never ends cannot swallow the documents after it. Comments and
 * directives before a `---` belong to the document that it opens.
 */
export function* splitDocuments(text: string): Generator<Segment> {
  const marker = /(?:^|\n)(\xEF\xBB\xBF)?(---|\.\.\.)(?=[ \t\r\n]|$)/g;
  let index = 0;
  let start = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  let opened = false;
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const mark = match[1] ?? '';
    const at = marker.lastIndex - 3;
    const before = at - mark.length;
    const filled = opened || hasContent(text, start, before);
    if (match[2] === '---') {
      if (filled) yield { index: index++, start, end: before };
      if (filled || mark !== '') start = at;
      opened = true;
    } else {
      const end = lineEnd(text, at);
      if (filled) yield { index: index++, start, end };
      start = end;
      opened = false;
    }
  }
  if (opened || hasContent(text, start, text.length)) yield { index, start, end: text.length };
}

/** Whether a line stands there that is more than blank, a comment or a directive. */
function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at = lineEnd(text, at)) {
    let first = at;
    while (first < end && ' \t\r'.includes(text.charAt(first))) first += 1;
    const character = first < end ? text.charAt(first) : '\n';
    if (character !== '\n' && character !== '#' && !(character === '%' && first === at)) return true;
  }
  return false;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}
