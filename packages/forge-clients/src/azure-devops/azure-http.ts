import type { ForgeOptions } from '../forge-client.ts';
import type { PathValues, Query } from '../http/fill-path.ts';
import { createForgeHttp, type ForgeHttp, type ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { readPages } from '../http/read-pages.ts';
import type { ReadRefusal } from '../http/refusal.ts';
import { publicApis } from '../public-api.ts';

const VERSION = '7.1';
const PAGE = 100;

export function azureApi(options: ForgeOptions): string {
  return (options.apiUrl ?? publicApis['azure-devops']).replace(/\/+$/, '');
}

/** `org/project/_git/config` as the parts of a path. */
export function azurePath(repository: string): PathValues {
  const [organization = '', project = ''] = repository.split('/');
  const name = repository.split('/').at(-1) ?? '';
  return { organization, project, name };
}

/**
 * The REST API of Azure DevOps, version 7.1. A personal access token is the password of nobody in particular; a token
 * of Microsoft Entra is a JSON Web Token and goes as a bearer.
 */
export function createAzureHttp(options: ForgeOptions): ForgeHttp {
  return createForgeHttp(options, {
    apiUrl: azureApi(options),
    authorize: (token) => ({
      authorization: token.startsWith('eyJ')
        ? `Bearer ${token}`
        : `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    }),
    // Its sign-in page.
    badStatuses: [203],
    readRefusal,
  });
}

const readRefusal: ReadRefusal = ({ status, json, headers }) => {
  const signIn = status === 302 && /_signin|login\./.test(headers.get('location') ?? '');
  if (status === 203 || signIn) return { code: 'unauthorized', problem: 'it does not accept the token' };
  const type = json.at('typeKey').text('');
  if (type === 'GitPullRequestExistsException') {
    return { code: 'conflict', problem: 'there is one already for these branches' };
  }
  if (/Disabled/.test(type)) return { code: 'archived', problem: 'the repository is disabled' };
  return undefined;
};

/** The API's version, which every request has to name. */
export function versioned(query: Query = {}): Query {
  return { ...query, 'api-version': VERSION };
}

/** A list in pages that are counted: the one that is not full is the last. */
export function azurePages(
  http: ForgeHttp,
  question: ForgeQuestion,
  size: number = PAGE,
): AsyncGenerator<JsonView> {
  let skipped = 0;
  const page = () =>
    http.ask({ ...question, query: versioned({ ...question.query, $top: size, $skip: skipped }) });
  return readPages(
    page,
    ({ json }) => json.at('value').list(),
    ({ json }) => {
      const count = json.at('value').list().length;
      skipped += count;
      return count < size ? undefined : page();
    },
  );
}
