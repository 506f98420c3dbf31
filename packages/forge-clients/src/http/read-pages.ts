import type { ForgeAnswer } from './forge-http.ts';
import type { JsonView } from './json-view.ts';

/** No list that we ask for is this long; a forge whose pages never end must not keep us. */
const MOST_PAGES = 1_000;

/**
 * The entries of a list that comes in pages, in the forge's order, one page in memory at a time: who has seen enough
 * stops, and the rest is not asked for.
 *
 * @param first asks for the first page
 * @param entries what a page holds
 * @param next asks for the page behind this one; undefined when there is none
 */
export async function* readPages(
  first: () => Promise<ForgeAnswer>,
  entries: (page: ForgeAnswer) => readonly JsonView[],
  next: (page: ForgeAnswer) => Promise<ForgeAnswer> | undefined,
): AsyncGenerator<JsonView, void, undefined> {
  let page = await first();
  for (let count = 1; ; count += 1) {
    yield* entries(page);
    const following = count < MOST_PAGES ? next(page) : undefined;
    if (following === undefined) return;
    page = await following;
  }
}

/** The address of the next page in a `Link` header (RFC 8288). */
export function nextLink(headers: Headers): string | undefined {
  for (const link of (headers.get('link') ?? '').split(/,(?=\s*<)/)) {
    const [, address, parameters = ''] = /<([^>]*)>(.*)/.exec(link) ?? [];
    if (address !== undefined && /;\s*rel="?next"?/i.test(parameters)) return address;
  }
  return undefined;
}

/** The first `most` entries that are wanted. */
export async function take<Entry, Result>(
  entries: AsyncIterable<Entry>,
  most: number,
  read: (entry: Entry) => Result | undefined,
): Promise<Result[]> {
  const taken: Result[] = [];
  if (most <= 0) return taken;
  for await (const entry of entries) {
    const result = read(entry);
    if (result !== undefined && taken.push(result) >= most) break;
  }
  return taken;
}
