/** Rows beyond the edges that are drawn too, so that a quick scroll does not show gaps. */
const overscan = 8;

export interface Sight {
  /** Where the list begins, in pixels from the top of the window. */
  readonly top: number;
  /** Of the whole list, in pixels; all rows are equally high. */
  readonly height: number;
  /** Of the window, in pixels. */
  readonly windowHeight: number;
  readonly total: number;
}

export interface RowRange {
  readonly first: number;
  /** The last row itself belongs to it; -1 for no rows. */
  readonly last: number;
}

/** Which rows of a list of equally high rows are in the window, or nearly. */
export function rowsInSight({ top, height, windowHeight, total }: Sight): RowRange {
  if (total === 0) return { first: 0, last: -1 };
  const rowHeight = height / total;
  if (!(rowHeight > 0)) return { first: 0, last: Math.min(total, 2 * overscan) - 1 };
  const first = Math.floor(-top / rowHeight) - overscan;
  const last = Math.ceil((windowHeight - top) / rowHeight) + overscan;
  return { first: clamp(first, total), last: clamp(last, total) };
}

function clamp(index: number, total: number): number {
  return Math.min(Math.max(0, index), total - 1);
}
