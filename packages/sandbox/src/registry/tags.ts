import type { Api, ApiRequest } from './api.ts';
import type { Repository } from './image-store.ts';
import { errorReply, jsonReply, type Reply } from './reply.ts';
import type { TagListStyle } from './tag-list-style.ts';

const LARGEST_PAGE = 1_000;

/** `GET /v2/<name>/tags/list?n=&last=`: at most `n` tags, and a `Link` while there is more. */
export function listTags(api: Api, request: ApiRequest, repository: string): Reply {
  const found = api.store.find(repository);
  if (found === undefined) return errorReply(404, 'NAME_UNKNOWN', 'repository name not known to registry');

  const style = api.tagList;
  const asked = request.url.searchParams.get('n');
  if (asked !== null && !/^\d+$/.test(asked)) {
    return errorReply(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested');
  }
  const most = Math.min(style.pageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  if (style.refusesLargePages !== undefined && Number(asked) > most) {
    return errorReply(style.refusesLargePages, 'UNSUPPORTED', `n must be at most ${most}`);
  }
  const tags = ordered(found, style);
  if (style.ignoresPaging === true) return page(repository, tags, style);

  const size = Math.min(asked === null ? (style.defaultPageSize ?? most) : Number(asked), most);
  const start = startOf(tags, request.url.searchParams.get('last'), style);
  const short = style.shortPages === true ? Math.ceil(size / 2) : size;
  const listed = tags.slice(start, start + short);
  const more = start + short < tags.length || style.endless === true;
  if (!more || (listed.length === 0 && style.endless !== true)) return page(repository, listed, style);

  const last = nextLast(listed.at(-1) ?? '', start + short, style);
  const shown = style.brokenLinks === true ? repository.slice(repository.indexOf('/') + 1) : repository;
  const target = `/v2/${shown}/tags/list?${new URLSearchParams({ last, n: String(size) })}`;
  const link = `<${style.absoluteLinks === true ? api.url : ''}${target}>; rel="next"`;
  return page(repository, listed, style, { link });
}

function ordered(repository: Repository, { oldestFirst }: TagListStyle): readonly string[] {
  if (oldestFirst !== true) return repository.tags;
  const described = repository.describeTags().toSorted((one, other) => one.pushedAt - other.pushedAt);
  return described.map(({ name }) => name);
}

/** Where a page begins: behind `last`, which need not be there itself. */
function startOf(tags: readonly string[], last: string | null, style: TagListStyle): number {
  if (last === null) return 0;
  if (style.opaqueLinks === true || style.endless === true) return Number(Buffer.from(last, 'base64url'));
  const index = style.oldestFirst === true ? tags.indexOf(last) + 1 : tags.findIndex((tag) => tag > last);
  return index === -1 ? tags.length : index;
}

function nextLast(tag: string, start: number, { opaqueLinks, endless }: TagListStyle): string {
  return opaqueLinks === true || endless === true ? Buffer.from(String(start)).toString('base64url') : tag;
}

function page(
  name: string,
  tags: readonly string[],
  { nullWhenEmpty }: TagListStyle,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return jsonReply(200, { name, tags: nullWhenEmpty === true && tags.length === 0 ? null : tags }, headers);
}
