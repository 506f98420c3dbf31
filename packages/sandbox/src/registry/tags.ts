import type { Api, ApiRequest } from './api.ts';
import { errorReply, jsonReply, type Reply } from './reply.ts';

/** `GET /v2/<name>/tags/list?n=&last=`: in order, at most `n`, and a relative `Link` while there is more. */
export function listTags(api: Api, request: ApiRequest, repository: string): Reply {
  const found = api.store.find(repository);
  if (found === undefined) return errorReply(404, 'NAME_UNKNOWN', 'repository name not known to registry');

  const asked = request.url.searchParams.get('n');
  if (asked !== null && !/^\d+$/.test(asked)) {
    return errorReply(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested');
  }
  const size = asked === null ? api.pageSize : Math.min(Number(asked), api.pageSize);
  const last = request.url.searchParams.get('last');
  const start = last === null ? 0 : after(found.tags, last);
  const tags = found.tags.slice(start, start + size);
  const end = tags.at(-1);
  if (end === undefined || start + size >= found.tags.length)
    return jsonReply(200, { name: repository, tags });

  const next = new URLSearchParams({ last: end, n: String(size) });
  return jsonReply(
    200,
    { name: repository, tags },
    { link: `</v2/${repository}/tags/list?${next}>; rel="next"` },
  );
}

/** The index of the first tag behind `last`, which need not be there itself. */
function after(sorted: readonly string[], last: string): number {
  const index = sorted.findIndex((tag) => tag > last);
  return index === -1 ? sorted.length : index;
}
