/** Which change sets are shown, as the address says it. */
export interface ChangeSetFilter {
  readonly configRepo?: string;
  /** An image's id. */
  readonly image?: string;
  readonly offset: number;
}

/** How many change sets one page shows. */
export const shownAtOnce = 50;

export function readFilter(query: URLSearchParams): ChangeSetFilter {
  const configRepo = query.get('config-repo') ?? '';
  const image = query.get('image') ?? '';
  const page = Number(query.get('page') ?? '1');
  const offset = Number.isSafeInteger(page) && page > 1 ? (page - 1) * shownAtOnce : 0;
  return { ...(configRepo !== '' && { configRepo }), ...(image !== '' && { image }), offset };
}

export function writeFilter({ configRepo, image, offset }: ChangeSetFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (configRepo !== undefined) query.set('config-repo', configRepo);
  if (image !== undefined) query.set('image', image);
  if (offset > 0) query.set('page', String(Math.floor(offset / shownAtOnce) + 1));
  return query;
}
