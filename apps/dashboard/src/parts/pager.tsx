import type { JSX } from 'preact';

export interface PagerProps {
  /** What is paged, as `tags`. */
  readonly what: string;
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly onMove: (offset: number) => void;
}

/** Moves through a long list, a part at a time; nothing where one part holds it all. */
export function Pager({ what, total, offset, limit, onMove }: PagerProps): JSX.Element | null {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(total, offset + limit);
  return (
    <nav class="pager" aria-label={`Pages of ${what}`}>
      <button
        type="button"
        class="button"
        disabled={offset === 0}
        onClick={() => onMove(Math.max(0, offset - limit))}
      >
        Previous
      </button>
      <span>
        {offset + 1}–{last} of {total.toLocaleString()} {what}
      </span>
      <button type="button" class="button" disabled={last >= total} onClick={() => onMove(offset + limit)}>
        Next
      </button>
    </nav>
  );
}
