import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository } from './bare-repository.ts';
import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import { gitlabMergeRequests } from './gitlab-merge-requests.ts';
import { gitlabError, gitlabUser } from './gitlab-shapes.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of GitLab's works on. */
export interface GitlabCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const API_PATH = '/api/v4';

const routes: readonly Route<GitlabCall>[] = [
  ...gitlabMergeRequests,
  {
    pattern: 'GET /user',
    handle: ({ site, account }) =>
      jsonReply(200, { ...gitlabUser(site, account), bot: account.bot === true }),
  },
  {
    pattern: 'GET /users',
    handle({ site, request }) {
      const account = site.account(request.url.searchParams.get('username') ?? '');
      return jsonReply(200, account === undefined ? [] : [gitlabUser(site, account)]);
    },
  },
  {
    pattern: 'GET /projects/{project}',
    handle: ({ site }) =>
      jsonReply(200, {
        id: 1,
        path_with_namespace: site.repository,
        archived: site.archived,
        merge_method: [...site.state.rules.values()].some(({ upToDate }) => upToDate === true)
          ? 'rebase_merge'
          : 'merge',
      }),
  },
  {
    pattern: 'GET /projects/{project}/members/all',
    handle({ site, request }) {
      const query = request.url.searchParams.get('query') ?? '';
      const account = site.account(query.replace(/^project_1_bot_/, ''));
      const levels = { read: 20, write: 30, admin: 40 } as const;
      const level = account === undefined ? undefined : levels[account.permission];
      return jsonReply(
        200,
        account === undefined ? [] : [{ ...gitlabUser(site, account), access_level: level }],
      );
    },
  },
  {
    pattern: 'GET /projects/{project}/repository/branches/{branch}',
    async handle({ site }, { branch = '' }) {
      const commit = (await site.state.git.branches()).get(branch);
      if (commit === undefined) return gitlabError(404, '404 Branch Not Found');
      return jsonReply(200, {
        name: branch,
        commit: { id: commit },
        protected: site.state.rules.has(branch),
      });
    },
  },
  { pattern: 'GET /projects/{project}/repository/compare', handle: compare },
  {
    pattern: 'GET /projects/{project}/releases/{tag}',
    handle({ site }, { project = '', tag = '' }) {
      const release = site.releaseOf(project, tag);
      if (release === undefined) return gitlabError(404, '404 Not Found');
      const self = `${site.url}/${project}/-/releases/${tag}`;
      return jsonReply(200, { tag_name: tag, name: tag, description: release.notes, _links: { self } });
    },
  },
];

async function compare({ site, request }: GitlabCall, { project = '' }): Promise<Reply> {
  const query = request.url.searchParams;
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const path = site.source(project)?.path ?? '';
  const commits = await new BareRepository(path).commitsBetween(from, to);
  if (commits === undefined) return gitlabError(404, '404 Ref Not Found');
  return jsonReply(200, {
    commits: commits.map(({ id, subject, author }) => ({
      id,
      short_id: id.slice(0, 8),
      title: subject,
      author_name: author,
    })),
    compare_timeout: false,
    compare_same_ref: from === to,
    web_url: `${site.url}/${project}/-/compare/${from}...${to}`,
  });
}

/** GitLab's REST API, version 4. */
export const gitlab: ForgeDialect = {
  apiPath: API_PATH,
  traits: {
    headRef: (number) => `refs/merge-requests/${number}/head`,
    closesWithBranch: true,
    takesEmpty: true,
    protectedRefusal: 'GitLab: You are not allowed to push code to protected branches on this project.',
  },

  fault(name, { now, retryAt }) {
    const seconds = Math.ceil((retryAt - now) / 1000);
    switch (name) {
      case 'unauthorized':
        return gitlabError(401, '401 Unauthorized');
      case 'forbidden':
        return gitlabError(403, '403 Forbidden');
      case 'not-found':
        return gitlabError(404, '404 Project Not Found');
      case 'invalid':
        return gitlabError(400, { title: ['is too long (maximum is 255 characters)'] });
      case 'rate-limited':
        return limited({ 'ratelimit-reset': String(Math.floor(retryAt / 1000)), 'ratelimit-remaining': '0' });
      case 'secondary-limit':
        return limited({ 'retry-after': String(seconds) });
      case 'unavailable':
        return {
          status: 502,
          headers: { 'content-type': 'text/html' },
          body: '<html>GitLab is not responding',
        };
    }
  },

  async answer(site, request) {
    const bearer = /^bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
    const account = site.accountOf(request.headers['private-token'] ?? bearer);
    if (account === undefined) return gitlabError(401, '401 Unauthorized');
    const { pathname } = request.url;
    const path = pathname.startsWith(`${API_PATH}/`) ? pathname.slice(API_PATH.length) : '';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return jsonReply(404, { error: '404 Not Found' });

    const { project } = found.parts;
    if (project === undefined) return found.route.handle({ site, request, account }, found.parts);
    const writes = request.method !== 'GET';
    if (site.formerNames.includes(project)) {
      if (writes) return jsonReply(405, { message: 'Non GET methods are not allowed for moved projects' });
      const location = request.url.href.replace(/\/projects\/[^/?]+/, '/projects/1');
      return { status: 302, headers: { location }, body: 'This resource has been moved temporarily' };
    }
    if (project !== site.repository && site.source(project) === undefined) {
      return gitlabError(404, '404 Project Not Found');
    }
    if (writes && (site.archived || account.permission === 'read')) return gitlabError(403, '403 Forbidden');
    return found.route.handle({ site, request, account }, found.parts);
  },
};

function limited(headers: Record<string, string>): Reply {
  return { status: 429, headers: { 'content-type': 'text/plain', ...headers }, body: 'Retry later\n' };
}
