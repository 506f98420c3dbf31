import './images-page.css';
import type { JSX, RefObject } from 'preact';
import { useCallback, useRef, useState } from 'preact/hooks';
import { replacePlace } from '../app/use-place.ts';
import { LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ImageTable } from './image-table.tsx';
import { ImagesToolbar } from './images-toolbar.tsx';
import { type ImagesView, isNarrowed, printView, readView, sortBy } from './images-view.ts';
import type { KeptList } from './kept-list.ts';
import { NoImages } from './no-images.tsx';
import { useImageRows } from './use-image-rows.ts';
import { useKeptList } from './use-kept-list.ts';

export interface ImagesPageProps {
  readonly query: URLSearchParams;
  /** Where the list is kept while other pages are looked at. */
  readonly kept: RefObject<KeptList | undefined>;
}

/** Every image, where it stands, and why. */
export function ImagesPage({ query, kept }: ImagesPageProps): JSX.Element {
  const view = readView(query);
  const key = printView(view).toString();
  const body = useRef<HTMLTableSectionElement>(null);
  const mayMove = useCallback(() => body.current === null || !isLookedAt(body.current), []);
  const { list, problem, hasNewOrder, isChanging, see, reload } = useImageRows(view, mayMove, kept.current);
  const [active, setActive] = useState(kept.current?.key === key ? kept.current.active : 0);
  const total = list?.total;

  const change = (next: ImagesView): void => {
    replacePlace({ page: 'images' }, printView(next));
    setActive(0);
    scrollTo({ top: 0 });
  };
  useKeptList({ kept, key, list, active, body });
  const focusFirst = (): void => body.current?.querySelector('a')?.focus();

  return (
    <>
      <PageHeading
        title="Images"
        about={
          <span role="status">
            {total === undefined ? '' : `${total.toLocaleString()} ${total === 1 ? 'image' : 'images'}`}
            {total !== undefined && isNarrowed(view) ? ' found' : ''}
          </span>
        }
      />
      <ImagesToolbar view={view} counts={list?.counts ?? {}} onChange={change} onDown={focusFirst} />
      {problem !== undefined && <ProblemNote problem={problem} what="the images" onRetry={reload} />}
      {list === undefined && problem === undefined && <LoadingNote what="the images" />}
      {hasNewOrder && (
        <p class="new-order" role="status">
          The list has changed.{' '}
          <button type="button" class="button" onClick={reload}>
            Show the new order
          </button>
        </p>
      )}
      {total === 0 && !isChanging && (
        <NoImages
          isNarrowed={isNarrowed(view)}
          onClear={() => change({ ...view, search: '', states: [], configRepo: undefined })}
        />
      )}
      {list !== undefined && list.total > 0 && (
        <ImageTable
          list={list}
          view={view}
          isBusy={isChanging}
          onSort={(sort) => change(sortBy(view, sort))}
          onSight={see}
          active={active}
          onActive={setActive}
          body={body}
        />
      )}
    </>
  );
}

/** Rows that somebody points at, has the focus in or has scrolled to keep their places. */
function isLookedAt(body: HTMLElement): boolean {
  return (
    body.matches(':hover') ||
    body.contains(document.activeElement) ||
    body.getBoundingClientRect().top + scrollY < scrollY
  );
}
