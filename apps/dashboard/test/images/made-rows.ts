import type { ImageRow, ImagesPage } from '@deployment-automator/api-schema';

/** A row whose id, name and reason can be told apart. */
export function madeRow(id: string, reason = 'because'): ImageRow {
  return {
    id,
    image: `ghcr.io/acme/${id}`,
    state: 'current',
    since: null,
    reason,
    current: ['1.0.0'],
    chosen: [],
    bindings: [],
  };
}

/** The part of a list that a question with this offset gives. */
export function madePage(all: readonly ImageRow[], offset: number, limit = 100): ImagesPage {
  return {
    items: all.slice(offset, offset + limit),
    total: all.length,
    offset,
    limit,
    counts: { current: all.length },
  };
}

export function madeRows(count: number): ImageRow[] {
  return Array.from({ length: count }, (_, index) => madeRow(`image-${index}`));
}
