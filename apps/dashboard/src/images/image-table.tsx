import './image-table.css';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { ImageTableRow } from './image-row.tsx';
import type { ImagesView, Sort } from './images-view.ts';
import { rowAfterKey } from './row-after-key.ts';
import type { RowList } from './row-list.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

export interface ImageTableProps {
  readonly list: RowList;
  readonly view: ImagesView;
  readonly isBusy: boolean;
  readonly onSort: (sort: Sort) => void;
  readonly onSight: (first: number, last: number) => void;
  /** The row that the tabulator key leads to. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  /** As high as all rows together. */
  readonly body: RefObject<HTMLTableSectionElement | null>;
}

/** The images, of which only the rows in sight are drawn. The arrow keys move from row to row. */
export function ImageTable(props: ImageTableProps): JSX.Element {
  const { list, view, isBusy, onSort, onSight, active, onActive, body } = props;
  const { total, rows } = list;
  const { first, last } = useRowsInSight(body, total);
  const wanted = useRef<number | undefined>(undefined);
  const hadFocus = body.current?.contains(document.activeElement) === true;

  useEffect(() => onSight(first, last), [onSight, first, last]);
  // The row that had the focus may have left the list: the focus stays in the list.
  useLayoutEffect(() => {
    if (hadFocus && document.activeElement === document.body) wanted.current = Math.min(active, total - 1);
  });
  // A row that is far away has first to be drawn, and perhaps to be asked for.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    if (link === null || link === undefined) return;
    wanted.current = undefined;
    link.focus();
  });

  const move = (event: KeyboardEvent): void => {
    const next = rowAfterKey(event, active, total);
    if (next === undefined) return;
    event.preventDefault();
    wanted.current = next;
    onActive(next);
    if (next < first || next > last) scrollToRow(body.current, next, total);
  };
  const follow = (event: FocusEvent): void => {
    const index = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (index !== null) onActive(Number(index.getAttribute('data-index')));
  };

  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  // The row that has the focus, or would have it, stays: otherwise the keyboard would lose its place.
  const drawn = active < total && (active < first || active > last) ? [...indexes, active] : indexes;
  return (
    <table class="image-table" aria-rowcount={total + 1} aria-busy={isBusy} aria-label="Images">
      <thead>
        <tr aria-rowindex={1}>
          <SortHead sort="image" view={view} onSort={onSort}>
            Image
          </SortHead>
          <SortHead sort="state" view={view} onSort={onSort}>
            State
          </SortHead>
          <th scope="col">Version</th>
          <th scope="col">Bound in</th>
          <SortHead sort="since" view={view} onSort={onSort}>
            Since
          </SortHead>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody ref={body} style={{ '--rows': total }} onKeyDown={move} onFocusIn={follow}>
        {drawn.map((index) => (
          <ImageTableRow
            key={rows.get(index)?.id ?? index}
            index={index}
            row={rows.get(index)}
            isActive={index === Math.min(active, total - 1)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SortHeadProps {
  readonly sort: Sort;
  readonly view: ImagesView;
  readonly onSort: (sort: Sort) => void;
  readonly children: string;
}

function SortHead({ sort, view, onSort, children }: SortHeadProps): JSX.Element {
  const isSorted = view.sort === sort;
  const direction = view.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'}>
      <button type="button" class={isSorted ? `sorted ${view.order}` : ''} onClick={() => onSort(sort)}>
        {children}
        <Icon name="up" />
      </button>
    </th>
  );
}

function scrollToRow(body: HTMLElement | null, index: number, total: number): void {
  if (body === null) return;
  const { top, height } = body.getBoundingClientRect();
  scrollTo({ top: scrollY + top + (height / total) * index - innerHeight / 2 });
}
