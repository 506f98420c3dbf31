import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository } from './bare-repository.ts';
import { bitbucketPullRoutes } from './bitbucket-pulls.ts';
import { fitsQuery } from './bitbucket-query.ts';
import { bitbucketError, bitbucketPage, bitbucketUser } from './bitbucket-shapes.ts';
import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of Bitbucket Cloud's works on. */
export interface BitbucketCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const API_PATH = '/2.0';
const REPOSITORY = '/repositories/{workspace}/{slug}';

const routes: readonly Route<BitbucketCall>[] = [
  ...bitbucketPullRoutes,
  { pattern: 'GET /user', handle: ({ account }) => jsonReply(200, bitbucketUser(account)) },
  {
    pattern: 'GET /workspaces/{workspace}/permissions/repositories/{slug}',
    handle({ site, request }) {
      const q = request.url.searchParams.get('q') ?? 'permission>"none"';
      const found = site.accounts.filter(({ permission }) => fitsQuery(q, () => permission) === true);
      const shown = found.map((account) => ({
        permission: account.permission,
        user: bitbucketUser(account),
      }));
      return bitbucketPage(site, request, shown, 100);
    },
  },
  {
    pattern: `GET ${REPOSITORY}/branch-restrictions`,
    handle({ site, request }) {
      const strict = [...site.state.rules].filter(([, { upToDate }]) => upToDate === true);
      const shown = strict.map(([pattern]) => ({ kind: 'require_commits_behind', pattern, value: 0 }));
      return bitbucketPage(site, request, shown, 100);
    },
  },
  {
    pattern: `GET ${REPOSITORY}/refs/branches`,
    async handle({ site, request }) {
      const q = request.url.searchParams.get('q') ?? 'name != ""';
      const found = [...(await site.state.git.branches())].filter(([name]) => fitsQuery(q, () => name));
      const shown = found.map(([name, hash]) => ({ type: 'branch', name, target: { hash } }));
      return bitbucketPage(site, request, shown, 100);
    },
  },
  {
    pattern: `GET ${REPOSITORY}/refs/branches/{branch+}`,
    async handle({ site }, { branch = '' }) {
      const hash = (await site.state.git.branches()).get(branch);
      if (hash === undefined) return bitbucketError(404, 'Branch not found');
      return jsonReply(200, { type: 'branch', name: branch, target: { hash } });
    },
  },
  {
    pattern: `GET ${REPOSITORY}/commit/{commit}`,
    async handle({ site }, { commit = '' }) {
      const hash = await site.state.git.find(commit);
      return hash === undefined ? bitbucketError(404, 'Commit not found') : jsonReply(200, { hash });
    },
  },
  { pattern: `GET ${REPOSITORY}/commits`, handle: commits },
];

async function commits({ site, request }: BitbucketCall, { workspace = '', slug = '' }): Promise<Reply> {
  const query = request.url.searchParams;
  const git = new BareRepository(site.source(`${workspace}/${slug}`)?.path ?? '');
  const found = await git.commitsBetween(query.get('exclude') ?? '', query.get('include') ?? '');
  if (found === undefined) return bitbucketError(404, 'Commit not found');
  const shown = found.toReversed().map(({ id, subject, author, email }) => ({
    type: 'commit',
    hash: id,
    message: `${subject}\n`,
    author: { raw: `${author} <${email}>` },
  }));
  return bitbucketPage(site, request, shown, 100);
}

/** Bitbucket Cloud's REST API, version 2.0. */
export const bitbucket: ForgeDialect = {
  apiPath: API_PATH,
  traits: {
    // It shows none; the sandbox keeps the head all the same.
    headRef: (number) => `refs/pull-requests/${number}/from`,
    closesWithBranch: false,
    takesEmpty: false,
    protectedRefusal: 'Permission denied to update branch: changes must be made through a pull request.',
  },

  fault(name, { now, retryAt }) {
    const wait = { 'retry-after': String(Math.ceil((retryAt - now) / 1000)) };
    switch (name) {
      case 'unauthorized':
        return bitbucketError(401, 'Token is invalid, expired, or not supported for this endpoint.');
      case 'forbidden':
        return bitbucketError(403, 'Your credentials lack one or more required privilege scopes.');
      case 'not-found':
        return bitbucketError(404, 'Repository not found');
      case 'invalid':
        return bitbucketError(400, 'Bad request', { title: ['too long'] });
      case 'rate-limited':
      case 'secondary-limit':
        return { ...bitbucketError(429, 'Rate limit for this resource has been exceeded'), headers: wait };
      case 'unavailable':
        return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Unavailable</html>' };
    }
  },

  async answer(site, request) {
    const [, scheme = '', credential = ''] =
      /^(bearer|basic) (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
    const plain = Buffer.from(credential, 'base64').toString();
    const token = scheme.toLowerCase() === 'basic' ? plain.slice(plain.indexOf(':') + 1) : credential;
    const account = site.accountOf(token);
    if (account === undefined) {
      return bitbucketError(401, 'Token is invalid, expired, or not supported for this endpoint.');
    }
    const { pathname } = request.url;
    const path = pathname.startsWith(`${API_PATH}/`) ? pathname.slice(API_PATH.length) : '';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return bitbucketError(404, 'Resource not found');
    const { workspace, slug } = found.parts;
    const repository = `${workspace}/${slug}`;
    // A renamed repository is not found by its former name.
    if (workspace !== undefined && repository !== site.repository) {
      const other = site.formerNames.includes(repository) ? undefined : site.source(repository);
      if (other === undefined) return bitbucketError(404, `Repository ${repository} not found`);
    }
    const writes = request.method !== 'GET';
    if (writes && (site.archived || account.permission === 'read')) {
      return bitbucketError(403, 'Your credentials lack one or more required privilege scopes.');
    }
    return found.route.handle({ site, request, account }, found.parts);
  },
};
