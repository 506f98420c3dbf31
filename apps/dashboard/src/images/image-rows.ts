import type { Activity, ImageRow, ImagesPage } from '@deployment-automator/api-schema';
import { type ApiProblem, asProblem } from '../api/api-problem.ts';
import { ask } from '../api/ask.ts';
import type { ApiClient } from '../api/client.ts';
import type { ImagesView } from './images-view.ts';
import {
  emptyList,
  hasWindow,
  isReordered,
  type RowList,
  renewRows,
  takePages,
  windowSize,
  windowsOf,
} from './row-list.ts';

/** What a quick scroll passes by is not asked for: the next window is, that is in sight when one of these came. */
const windowsAtOnce = 2;

/** What is shown of a view of the images. */
export interface RowsState {
  /** Undefined until the first rows came. */
  readonly list: RowList | undefined;
  readonly problem: ApiProblem | undefined;
  /** The service has another order or other rows than those shown. */
  readonly hasNewOrder: boolean;
}

export const noRows: RowsState = { list: undefined, problem: undefined, hasNewOrder: false };

/** The rows of one view, asked for as they come into sight. */
export interface ImageRows {
  /** Says which rows are in sight, and asks for those that are not known. */
  see(first: number, last: number): void;
  /** Asks again for what is in sight. @param mayMove whether rows may change their places */
  refresh(mayMove: boolean): void;
  /** Whether an activity is about a row that is in sight. */
  isInSight(activity: Activity): boolean;
  close(): void;
}

export interface ImageRowsOptions {
  readonly client: Pick<ApiClient, 'get'>;
  readonly view: ImagesView;
  /** What is known already of this view. */
  readonly before?: RowList | undefined;
  readonly onChange: (state: RowsState) => void;
}

export function createImageRows({ client, view, before, onChange }: ImageRowsOptions): ImageRows {
  const stop = new AbortController();
  const underway = new Set<number>();
  let state: RowsState = { ...noRows, list: before };
  let sight = { first: 0, last: 0 };
  let isRenewing = false;
  let isOld = false;

  const become = (change: Partial<RowsState>): void => {
    if (stop.signal.aborted) return;
    state = { ...state, ...change };
    onChange(state);
  };
  const fail = (error: unknown): void => {
    become({ problem: asProblem(error) });
  };
  const getPage = (offset: number): Promise<ImagesPage> => {
    const { search, states, configRepo, sort, order } = view;
    const query = { search, state: states, configRepo, sort, order, offset, limit: windowSize };
    return client.get(ask.images(query), stop.signal);
  };
  const windowsInSight = (): number[] => windowsOf(sight.first, sight.last);

  const fetchMissing = (): void => {
    for (const offset of windowsInSight()) {
      const isKnown = state.list !== undefined && hasWindow(state.list, offset);
      if (isKnown || underway.has(offset) || underway.size >= windowsAtOnce) continue;
      underway.add(offset);
      getPage(offset)
        .then((page) => {
          underway.delete(offset);
          become({ list: takePages(state.list ?? emptyList, [page]), problem: undefined });
          fetchMissing();
        })
        .catch((error: unknown) => {
          underway.delete(offset);
          fail(error);
        });
    }
  };

  /** Rows that were in sight and are in none of the pages any more: they moved away or left the view. */
  const getMoved = async (list: RowList, pages: readonly ImagesPage[]): Promise<ImageRow[]> => {
    const there = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
    const moved: Promise<ImageRow>[] = [];
    for (let index = sight.first; index <= sight.last; index += 1) {
      const row = list.rows.get(index);
      if (row === undefined || there.has(row.id)) continue;
      moved.push(client.get(ask.image(row.id), stop.signal).catch(() => row));
    }
    return Promise.all(moved);
  };

  const renew = async (mayMove: boolean): Promise<void> => {
    const pages = await Promise.all(windowsInSight().map(getPage));
    const { list } = state;
    if (list === undefined || mayMove || !isReordered(list, pages)) {
      become({ list: takePages(list ?? emptyList, pages), problem: undefined, hasNewOrder: false });
      return;
    }
    const fresh = [...pages.flatMap(({ items }) => items), ...(await getMoved(list, pages))];
    become({
      list: renewRows(state.list ?? list, fresh, pages.at(-1)?.counts),
      problem: undefined,
      hasNewOrder: true,
    });
  };

  /** One look at a time: news that come meanwhile lead to one more. */
  const refresh = (mayMove: boolean): void => {
    isOld = isRenewing;
    if (isRenewing) return;
    isRenewing = true;
    renew(mayMove)
      .catch(fail)
      .finally(() => {
        isRenewing = false;
        if (isOld && !stop.signal.aborted) refresh(mayMove);
      });
  };

  return {
    see(first, last) {
      sight = { first, last };
      fetchMissing();
    },
    refresh,
    isInSight({ imageId }) {
      if (imageId === undefined) return false;
      for (let index = sight.first; index <= sight.last; index += 1) {
        if (state.list?.rows.get(index)?.id === imageId) return true;
      }
      return false;
    },
    close: () => stop.abort(),
  };
}
