import type { ImageRow, ImagesPage, imagesQuery, State } from '@deployment-automator/api-schema';
import type { z } from 'zod';
import { type ImageEntry, rankOf } from './image-rows.ts';

export type ImagesQuery = z.output<typeof imagesQuery>;

/** The rows that are asked for, in the order that is asked for. Images that are equal in it stand by their names. */
export function selectImages(entries: readonly ImageEntry[], query: ImagesQuery): ImagesPage {
  const { search, configRepo, state, sort, order, offset, limit } = query;
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(
    ({ text, row }) =>
      words.every((word) => text.includes(word)) &&
      (configRepo === undefined || row.bindings.some((binding) => binding.configRepo === configRepo)),
  );
  const counts: Partial<Record<State, number>> = {};
  for (const { row } of found) counts[row.state] = (counts[row.state] ?? 0) + 1;
  const wanted = state === undefined ? undefined : new Set([state].flat());
  const rows = found.filter(({ row }) => wanted?.has(row.state) ?? true).map(({ row }) => row);
  // They come by name, and sorting is stable.
  const sorted = sort === 'image' && order === 'asc' ? rows : rows.toSorted(comparing(sort, order));
  return { items: sorted.slice(offset, offset + limit), total: sorted.length, offset, limit, counts };
}

function comparing(
  sort: ImagesQuery['sort'],
  order: ImagesQuery['order'],
): (a: ImageRow, b: ImageRow) => number {
  const sign = order === 'asc' ? 1 : -1;
  switch (sort) {
    case 'image':
      return (a, b) => sign * (a.image < b.image ? -1 : a.image > b.image ? 1 : 0);
    case 'state':
      return (a, b) => sign * (rankOf(a.state) - rankOf(b.state));
    case 'since':
      // Of the same form and length, so that they compare as text. What is not known comes last, either way.
      return ({ since: a }, { since: b }) => {
        if (a === null || b === null) return Number(a === null) - Number(b === null);
        return sign * (a < b ? -1 : a > b ? 1 : 0);
      };
  }
}
