import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import { errorAnswer, githubFault, rateHeaders } from './github-answers.ts';
import { githubApp } from './github-app.ts';
import { githubGraphql } from './github-graphql.ts';
import { githubIssueRoutes } from './github-issues.ts';
import { githubPullRoutes } from './github-pulls.ts';
import { githubRepositoryRoutes } from './github-repository.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of GitHub's works on. */
export interface GithubCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const API_PATH = '/api/v3';

const routes: readonly Route<GithubCall>[] = [
  ...githubPullRoutes,
  ...githubIssueRoutes,
  ...githubRepositoryRoutes,
];

/** GitHub's REST API (version 2022-11-28) and the little of its GraphQL that is needed, as Enterprise serves them. */
export const github: ForgeDialect = {
  apiPath: API_PATH,
  traits: {
    headRef: (number) => `refs/pull/${number}/head`,
    closesWithBranch: true,
    takesEmpty: false,
    protectedRefusal:
      'error: GH006: Protected branch update failed.\nerror: Changes must be made through a pull request.',
  },
  fault: githubFault,

  async answer(site, request) {
    const { pathname, search } = request.url;
    const [, scheme = '', credential] =
      /^(bearer|token) (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
    const app = githubApp(site, request, scheme, credential);
    if (app !== undefined) return app;
    const account = site.accountOf(credential);
    if (account === undefined) return errorAnswer(401, 'Bad credentials');
    const call = { site, request, account };
    if (pathname === '/api/graphql' && request.method === 'POST') return githubGraphql(call);
    const path = pathname.startsWith(`${API_PATH}/`) ? pathname.slice(API_PATH.length) : '';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return errorAnswer(404, 'Not Found');

    const { owner, name } = found.parts;
    const repository = `${owner}/${name}`;
    if (owner !== undefined && site.formerNames.includes(repository)) {
      const location = `${site.url}${API_PATH}${path.replace(`/repos/${repository}`, '/repositories/1')}${search}`;
      return errorAnswer(301, 'Moved Permanently', { url: location }, { location });
    }
    if (owner !== undefined && repository !== site.repository && site.source(repository) === undefined) {
      return errorAnswer(404, 'Not Found');
    }
    const writes = request.method !== 'GET';
    if (writes && site.archived) return errorAnswer(403, 'Repository was archived so is read-only.');
    if (writes && account.permission === 'read')
      return errorAnswer(403, 'Resource not accessible by personal access token');
    const reply = await found.route.handle(call, found.parts);
    return { ...reply, headers: { ...rateHeaders(site.now(), 4_999), ...reply.headers } };
  },
};
