import type { ForgeOptions } from '../forge-client.ts';
import { createForgeHttp, type ForgeHttp, type ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { readPages } from '../http/read-pages.ts';
import { publicApis } from '../public-api.ts';

export function bitbucketApi(options: ForgeOptions): string {
  return (options.apiUrl ?? publicApis.bitbucket).replace(/\/+$/, '');
}

/**
 * Bitbucket Cloud's REST API, version 2.0. A user's API token goes with the account's e-mail as Basic, an access token
 * of a repository, project or workspace alone as Bearer ("Authentication methods").
 */
export function createBitbucketHttp(options: ForgeOptions): ForgeHttp {
  const { username } = options;
  return createForgeHttp(options, {
    apiUrl: bitbucketApi(options),
    authorize: (token) => ({
      authorization:
        username === undefined
          ? `Bearer ${token}`
          : `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`,
    }),
  });
}

/** A list in pages: each names the address of the next. */
export function bitbucketPages(http: ForgeHttp, question: ForgeQuestion): AsyncGenerator<JsonView> {
  return readPages(
    () => http.ask(question),
    ({ json }) => json.at('values').list(),
    ({ json }) => {
      const next = json.at('next').text('');
      return next === '' ? undefined : http.follow(question, next);
    },
  );
}

/** A text of Bitbucket's query language ("Filter and sort API objects"). */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
