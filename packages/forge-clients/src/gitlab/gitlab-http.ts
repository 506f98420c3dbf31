import type { ForgeOptions } from '../forge-client.ts';
import { createForgeHttp, type ForgeHttp, type ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { readPages } from '../http/read-pages.ts';
import { publicApis } from '../public-api.ts';

/** GitLab's REST API, version 4. Every kind of its tokens is taken as an OAuth 2 bearer ("REST API authentication"). */
export function createGitlabHttp(options: ForgeOptions): ForgeHttp {
  return createForgeHttp(options, {
    apiUrl: (options.apiUrl ?? publicApis.gitlab).replace(/\/+$/, ''),
    authorize: (token) => ({ authorization: `Bearer ${token}` }),
  });
}

/** A list in pages of a hundred: `x-next-page` is empty on the last one. */
export function gitlabPages(http: ForgeHttp, question: ForgeQuestion): AsyncGenerator<JsonView> {
  const page = (number?: string) =>
    http.ask({ ...question, query: { ...question.query, per_page: 100, page: number } });
  return readPages(
    () => page(),
    ({ json }) => json.list(),
    ({ headers }) => {
      const next = headers.get('x-next-page') ?? '';
      return next === '' ? undefined : page(next);
    },
  );
}
