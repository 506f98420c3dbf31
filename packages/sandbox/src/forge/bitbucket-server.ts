import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository } from './bare-repository.ts';
import { serverPullRoutes } from './bitbucket-server-pulls.ts';
import { serverError, serverPage, serverUser } from './bitbucket-server-shapes.ts';
import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of Bitbucket Data Center's works on. */
export interface ServerCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const API_PATH = '/rest/api/1.0';
const REPOSITORY = '/projects/{project}/repos/{slug}';

const routes: readonly Route<ServerCall>[] = [
  ...serverPullRoutes,
  {
    pattern: 'GET /application-properties',
    handle: () => jsonReply(200, { version: '8.19.0', displayName: 'Bitbucket' }),
  },
  {
    pattern: 'GET /users',
    handle({ site, request }) {
      const query = request.url.searchParams;
      const filter = (query.get('filter') ?? '').toLowerCase();
      const writes = query.get('permission.1') === 'REPO_WRITE';
      const found = site.accounts.filter(
        ({ login, permission }) => login.includes(filter) && !(writes && permission === 'read'),
      );
      return serverPage(site, request, found.map(serverUser));
    },
  },
  {
    pattern: `GET ${REPOSITORY}/settings/pull-requests`,
    handle({ site }) {
      const strict = [...site.state.rules.values()].some(({ upToDate }) => upToDate === true);
      const strategies = [
        { id: 'no-ff', enabled: !strict },
        { id: 'ff-only', enabled: strict },
      ];
      return jsonReply(200, { mergeConfig: { defaultStrategy: strategies[strict ? 1 : 0], strategies } });
    },
  },
  {
    pattern: `GET ${REPOSITORY}/branches`,
    async handle({ site, request }) {
      const filter = request.url.searchParams.get('filterText') ?? '';
      const found = [...(await site.state.git.branches())].filter(([name]) => name.includes(filter));
      const shown = found.map(([name, commit]) => ({
        id: `refs/heads/${name}`,
        displayId: name,
        latestCommit: commit,
      }));
      return serverPage(site, request, shown);
    },
  },
  { pattern: `GET ${REPOSITORY}/compare/commits`, handle: compare },
];

async function compare({ site, request }: ServerCall, { project = '', slug = '' }): Promise<Reply> {
  const query = request.url.searchParams;
  const git = new BareRepository(site.source(`${project}/${slug}`)?.path ?? '');
  const commits = await git.commitsBetween(query.get('to') ?? '', query.get('from') ?? '');
  if (commits === undefined) return serverError(404, 'commit.NoSuchCommitException', 'No such commit.');
  const shown = commits.toReversed().map(({ id, subject, author, email }) => ({
    id,
    displayId: id.slice(0, 11),
    message: subject,
    author: { name: author, emailAddress: email },
  }));
  return serverPage(site, request, shown);
}

/** The REST API of Bitbucket Data Center. */
export const bitbucketServer: ForgeDialect = {
  apiPath: API_PATH,
  traits: {
    headRef: (number) => `refs/pull-requests/${number}/from`,
    closesWithBranch: true,
    takesEmpty: false,
    protectedRefusal:
      'Branch refs/heads/main can only be modified through pull requests.\nCheck your branch permissions configuration with the project administrator.',
  },

  fault(name, { now, retryAt }) {
    const wait = { 'retry-after': String(Math.ceil((retryAt - now) / 1000)) };
    switch (name) {
      case 'unauthorized':
        return serverError(401, 'auth.IncorrectPasswordAuthenticationException', 'Authentication failed.');
      case 'forbidden':
        return serverError(403, 'AuthorisationException', 'You are not permitted to access this resource');
      case 'not-found':
        return serverError(404, 'repository.NoSuchRepositoryException', 'Repository does not exist.');
      case 'invalid':
        return serverError(400, 'validation.ArgumentValidationException', 'The title is too long.');
      case 'rate-limited':
      case 'secondary-limit':
        return { ...serverError(429, 'RateLimitedException', 'Too many requests'), headers: wait };
      case 'unavailable':
        return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Starting up</html>' };
    }
  },

  async answer(site, request) {
    const [, token] = /^bearer (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
    const account = site.accountOf(token);
    if (account === undefined) {
      return serverError(401, 'auth.IncorrectPasswordAuthenticationException', 'Authentication failed.');
    }
    const { pathname } = request.url;
    const path = pathname.startsWith(`${API_PATH}/`) ? pathname.slice(API_PATH.length) : '';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return { status: 404 };
    const { project, slug } = found.parts;
    const repository = `${project}/${slug}`;
    if (project !== undefined && site.formerNames.includes(repository)) {
      const [to = '', name = ''] = site.repository.split('/');
      const place = (key: string, of: string): string => `/projects/${key}/repos/${of}`;
      const location = request.url.href.replace(place(project, slug ?? ''), place(to, name));
      return { status: 301, headers: { location } };
    }
    if (project !== undefined && repository !== site.repository && site.source(repository) === undefined) {
      return serverError(404, 'repository.NoSuchRepositoryException', `${repository} does not exist.`);
    }
    const writes = request.method !== 'GET';
    if (writes && site.archived) {
      return serverError(409, 'repository.RepositoryArchivedException', 'The repository is archived.');
    }
    if (writes && account.permission === 'read') {
      return serverError(403, 'AuthorisationException', 'You are not permitted to access this resource');
    }
    const reply = await found.route.handle({ site, request, account }, found.parts);
    return { ...reply, headers: { ...reply.headers, 'x-ausername': encodeURIComponent(account.login) } };
  },
};
