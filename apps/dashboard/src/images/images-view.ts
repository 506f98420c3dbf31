import type { State } from '@deployment-automator/api-schema';
import { isState } from '../parts/states.ts';

export const sorts = ['state', 'image', 'since'] as const;
export type Sort = (typeof sorts)[number];

/** Which images are shown, in which order. */
export interface ImagesView {
  readonly search: string;
  /** Only images that stand there; empty for all. */
  readonly states: readonly State[];
  readonly configRepo: string | undefined;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
}

/** Reads what stands in the address. What it does not know it leaves out, so that old links go on working. */
export function readView(query: URLSearchParams): ImagesView {
  return {
    search: query.get('search') ?? '',
    states: [...new Set(query.getAll('state'))].filter(isState),
    configRepo: query.get('configRepo') ?? undefined,
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'state',
    order: query.get('order') === 'desc' ? 'desc' : 'asc',
  };
}

/** Writes only what differs from the page as it opens. */
export function printView(view: ImagesView): URLSearchParams {
  const query = new URLSearchParams();
  if (view.search !== '') query.set('search', view.search);
  for (const state of view.states) query.append('state', state);
  if (view.configRepo !== undefined) query.set('configRepo', view.configRepo);
  if (view.sort !== 'state') query.set('sort', view.sort);
  if (view.order !== 'asc') query.set('order', view.order);
  return query;
}

/** Whether only some of the images are shown. */
export function isNarrowed({ search, states, configRepo }: ImagesView): boolean {
  return search !== '' || states.length > 0 || configRepo !== undefined;
}

/** Another column sorts from its natural end, where the newest and the most pressing are; the same one turns round. */
export function sortBy(view: ImagesView, sort: Sort): ImagesView {
  const natural = sort === 'since' ? 'desc' : 'asc';
  const turned = view.order === 'asc' ? 'desc' : 'asc';
  return { ...view, sort, order: view.sort === sort ? turned : natural };
}

/** Adds a state to those that are shown, or takes it away. */
export function toggleState(view: ImagesView, state: State): ImagesView {
  const states = view.states.includes(state)
    ? view.states.filter((one) => one !== state)
    : [...view.states, state];
  return { ...view, states };
}
