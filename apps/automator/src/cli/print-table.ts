import { isTerminal, type Paint, styleOf, widthOf } from './style.ts';
import { print, type Terminal } from './terminal.ts';

/** What stands in one column of one row. */
export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

export type Row = readonly (Cell | string)[];

/**
 * Prints rows: on a terminal in aligned columns under headings, the last cell on a line of its own where it does not
 * fit, and a row of one cell as it is; in a pipe one row a line, its cells apart by two spaces, for programs such as grep.
 */
export function printTable(headings: readonly string[], rows: readonly Row[], terminal: Terminal): void {
  if (rows.length === 0) return;
  if (!isTerminal(terminal.stdout)) {
    for (const row of rows) print(terminal, row.map(textOf).filter(Boolean).join(gap));
    return;
  }
  const { bold } = styleOf(terminal, 'stdout');
  const heading = headings.map((text): Cell => ({ text, paint: bold }));
  const widths = headings.map((_, at) =>
    [heading, ...rows].reduce(
      (most, row) => (row.length === 1 ? most : Math.max(most, widthOfText(textOf(row[at])))),
      0,
    ),
  );
  const beforeLast = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const room = widthOf(terminal.stdout) - beforeLast;
  for (const row of [heading, ...rows]) {
    const [first = ''] = row;
    if (row.length === 1) {
      print(terminal, painted(first, 0));
      continue;
    }
    const cells = row.slice(0, -1).map((cell, at) => painted(cell, widths[at] ?? 0));
    const last = row.at(-1) ?? '';
    const fits = widthOfText(textOf(last)) <= room;
    const line = fits ? [...cells, painted(last, 0)].join(gap) : cells.join(gap);
    print(terminal, fits ? line.trimEnd() : `${line.trimEnd()}\n${gap}${gap}${painted(last, 0)}`);
  }
}

const gap = '  ';

function textOf(cell: Cell | string = ''): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function painted(cell: Cell | string, width: number): string {
  const text = textOf(cell);
  const room = ' '.repeat(Math.max(width - widthOfText(text), 0));
  const paint = typeof cell === 'string' ? undefined : cell.paint;
  return (paint === undefined ? text : paint(text)) + room;
}

/** In code points, which is near enough for names of images and files. */
function widthOfText(text: string): number {
  return [...text].length;
}
