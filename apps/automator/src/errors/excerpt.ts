/** What of a line is shown. */
const longest = 100;

/**
 * A line of a file with a caret under the place that is meant, each line indented by `indent`.
 * @param line its text
 * @param at its number and the column, from 1, the column in code points
 */
export function excerpt(line: string, at: { line: number; column: number }, indent = '    '): string {
  const all = [...line.trimEnd()];
  const start = Math.min(Math.max(at.column - longest / 2, 0), Math.max(all.length - longest, 0));
  const shown = all.slice(start, start + longest).map(printable);
  const before = shown.slice(0, at.column - 1 - start).map((character) => (character === '\t' ? '\t' : ' '));
  const number = String(at.line);
  const margin = ' '.repeat(number.length);
  return `${indent}${number} | ${shown.join('')}\n${indent}${margin} | ${before.join('')}^`;
}

/** A terminal obeys control characters. */
function printable(character: string): string {
  return character !== '\t' && /\p{Cc}/u.test(character) ? '?' : character;
}
