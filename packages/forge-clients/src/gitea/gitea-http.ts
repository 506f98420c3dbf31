import type { ForgeOptions } from '../forge-client.ts';
import { createForgeHttp, type ForgeHttp, type ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { nextLink, readPages } from '../http/read-pages.ts';
import { publicApis } from '../public-api.ts';

export function giteaApi(options: ForgeOptions): string {
  return (options.apiUrl ?? publicApis.gitea).replace(/\/+$/, '');
}

/** The API of Gitea and Forgejo, version 1. */
export function createGiteaHttp(options: ForgeOptions): ForgeHttp {
  return createForgeHttp(options, {
    apiUrl: giteaApi(options),
    authorize: (token) => ({ authorization: `token ${token}` }),
  });
}

/** A list in pages of fifty, the most that a Gitea gives by default; the next is in the `Link` header. */
export function giteaPages(http: ForgeHttp, question: ForgeQuestion): AsyncGenerator<JsonView> {
  return readPages(
    () => http.ask({ ...question, query: { ...question.query, limit: 50 } }),
    ({ json }) => json.list(),
    ({ headers }) => {
      const next = nextLink(headers);
      // Behind a proxy the link may name another host: its page number is what counts.
      const page = next === undefined ? null : new URL(next, 'http://any').searchParams.get('page');
      if (page === null) return undefined;
      return http.ask({ ...question, query: { ...question.query, limit: 50, page } });
    },
  );
}
