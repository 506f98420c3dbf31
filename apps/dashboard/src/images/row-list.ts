import type { ImageRow, ImagesPage } from '@deployment-automator/api-schema';

/** How many rows are asked for at once. */
export const windowSize = 100;

/** A long list of which only the parts that came into sight are known. */
export interface RowList {
  readonly total: number;
  readonly counts: ImagesPage['counts'];
  /** By their place in the list, 0-based. */
  readonly rows: ReadonlyMap<number, ImageRow>;
}

export const emptyList: RowList = { total: 0, counts: {}, rows: new Map() };

/** The first places of the windows that hold the rows from `first` to `last`. */
export function windowsOf(first: number, last: number): number[] {
  const offsets: number[] = [];
  const start = Math.floor(Math.max(0, first) / windowSize) * windowSize;
  for (let offset = start; offset <= last; offset += windowSize) offsets.push(offset);
  return offsets;
}

/** Whether every row of a window is known. */
export function hasWindow({ rows, total }: RowList, offset: number): boolean {
  for (let index = offset; index < Math.min(offset + windowSize, total); index += 1) {
    if (!rows.has(index)) return false;
  }
  return true;
}

/** Whether the fresh pages say another order than the one that is shown. */
export function isReordered(list: RowList, pages: readonly ImagesPage[]): boolean {
  return pages.some(
    ({ total, offset, items }) =>
      total !== list.total ||
      items.some((item, index) => {
        const shown = list.rows.get(offset + index);
        return shown !== undefined && shown.id !== item.id;
      }),
  );
}

/** Takes the pages in at their places. What is known of other places stays, unless the order is another one now. */
export function takePages(list: RowList, pages: readonly ImagesPage[]): RowList {
  const newest = pages.at(-1);
  if (newest === undefined) return list;
  const rows = new Map(isReordered(list, pages) ? [] : list.rows);
  for (const { offset, items } of pages) {
    for (const [index, item] of items.entries()) rows.set(offset + index, item);
  }
  return { total: newest.total, counts: newest.counts, rows };
}

/** Renews the rows that are shown and leaves each at its place, so that nothing moves under the reader's eyes. */
export function renewRows(
  list: RowList,
  fresh: readonly ImageRow[],
  counts: ImagesPage['counts'] = list.counts,
): RowList {
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const rows = new Map([...list.rows].map(([index, row]) => [index, byId.get(row.id) ?? row]));
  return { ...list, counts, rows };
}
