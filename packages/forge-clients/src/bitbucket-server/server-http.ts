import type { ForgeOptions } from '../forge-client.ts';
import type { PathValues } from '../http/fill-path.ts';
import { createForgeHttp, type ForgeHttp, type ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { readPages } from '../http/read-pages.ts';
import type { ReadRefusal } from '../http/refusal.ts';

/** Where the API is: there is no public Bitbucket Data Center, so it has to be said. */
export function serverApi(options: ForgeOptions): string {
  if (options.apiUrl !== undefined) return options.apiUrl.replace(/\/+$/, '');
  throw new TypeError('forge.apiUrl is missing: bitbucket-server needs it, as https://HOST/rest/api/1.0');
}

/** `PROJ/config`, `scm/proj/config` or `~user/config` as the parts of a path. */
export function serverPath(repository: string): PathValues {
  const [slug = '', project = ''] = repository.split('/').reverse();
  return { project, slug };
}

/** The REST API of Bitbucket Data Center, with an HTTP access token of a user, a project or a repository. */
export function createServerHttp(options: ForgeOptions): ForgeHttp {
  return createForgeHttp(options, {
    apiUrl: serverApi(options),
    // It needs no name with it, unlike in git.
    authorize: (token) => ({ authorization: `Bearer ${token}` }),
    readRefusal,
  });
}

/** It names the exception of its own code, which says more than the status. */
const readRefusal: ReadRefusal = ({ json, status }) => {
  const [first] = errorsOf(json);
  const name = first?.at('exceptionName').text('') ?? '';
  if (/Archived/.test(name)) return { code: 'archived', problem: 'the repository is archived' };
  if (/NoSuch/.test(name))
    return { code: 'not-found', problem: 'it is not there, or the account may not see it' };
  if (status === 409 && /EmptyPullRequest|InvalidPullRequest|IllegalPullRequestState/.test(name)) {
    return { code: 'invalid', problem: 'its state does not allow that' };
  }
  return undefined;
};

function errorsOf(json: JsonView): readonly JsonView[] {
  const errors = json.at('errors');
  return Array.isArray(errors.raw()) ? errors.items() : [];
}

/** A list in pages: each says where the next begins. */
export function serverPages(http: ForgeHttp, question: ForgeQuestion): AsyncGenerator<JsonView> {
  const page = (start: number) => http.ask({ ...question, query: { ...question.query, limit: 100, start } });
  return readPages(
    () => page(0),
    ({ json }) => json.at('values').list(),
    ({ json }) => {
      const next = json.at('nextPageStart');
      return json.at('isLastPage').flag() || !next.present ? undefined : page(next.number());
    },
  );
}
