import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { createImageRows, noRows, type RowsState } from './image-rows.ts';
import { type ImagesView, printView } from './images-view.ts';
import type { KeptList } from './kept-list.ts';

/** What is not in sight may wait this long, in milliseconds, so that a busy service is not asked all the time. */
const unseenPause = 10_000;

/** The rows of a view, and what to do with them. */
export interface ImageRowsPart extends RowsState {
  /** Another view was chosen, and what is shown is still the one before. */
  readonly isChanging: boolean;
  readonly see: (first: number, last: number) => void;
  readonly reload: () => void;
}

/**
 * Follows a view of the images.
 * @param mayMove whether rows may change their places now, or somebody is looking at them closely
 * @param kept the list as it was left; it is shown until it is renewed
 */
export function useImageRows(
  view: ImagesView,
  mayMove: () => boolean,
  kept: KeptList | undefined,
): ImageRowsPart {
  const { client, live } = useApp();
  const key = printView(view).toString();
  const before = kept?.key === key ? kept.list : undefined;
  const [shown, setShown] = useState({ key, state: { ...noRows, list: before } });
  // The text of the view stands for the view itself, which is another object each time.
  const rows = useMemo(
    () => createImageRows({ client, view, before, onChange: (state) => setShown({ key, state }) }),
    [client, key],
  );
  const lastLook = useRef(0);

  useEffect(() => {
    if (before === undefined) rows.see(0, 0);
    else rows.refresh(false);
    return () => rows.close();
  }, [rows]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      timer = undefined;
      lastLook.current = Date.now();
      rows.refresh(mayMove());
    };
    const stopListening = live.onNews(({ activities, hasGap }) => {
      const isPressing = activities.some(
        (activity) => !['check', 'webhook'].includes(activity.kind) || rows.isInSight(activity),
      );
      const wait = unseenPause - (Date.now() - lastLook.current);
      if (hasGap || isPressing || wait <= 0) look();
      else timer ??= setTimeout(look, wait);
    });
    return () => {
      stopListening();
      clearTimeout(timer);
    };
  }, [live, rows, mayMove]);

  return {
    ...shown.state,
    isChanging: shown.key !== key,
    see: rows.see,
    reload: () => rows.refresh(true),
  };
}
