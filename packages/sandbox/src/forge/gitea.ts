import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository } from './bare-repository.ts';
import { textOf } from './body.ts';
import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import { giteaPullRoutes } from './gitea-pulls.ts';
import { giteaError, giteaPage, giteaUser, labelShape } from './gitea-shapes.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of Gitea's works on. */
export interface GiteaCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const API_PATH = '/api/v1';
const REPOSITORY = '/repos/{owner}/{name}';

const routes: readonly Route<GiteaCall>[] = [
  ...giteaPullRoutes,
  { pattern: 'GET /user', handle: ({ site, account }) => jsonReply(200, giteaUser(site, account)) },
  {
    pattern: `GET ${REPOSITORY}/labels`,
    handle({ site, request }) {
      const { from, to, headers } = giteaPage(site, request, site.state.labels.size);
      return jsonReply(200, [...site.state.labels].slice(from, to).map(labelShape), headers);
    },
  },
  {
    pattern: `POST ${REPOSITORY}/labels`,
    handle({ site, request }) {
      const name = textOf(request.body, 'name') ?? '';
      if (name === '' || textOf(request.body, 'color') === undefined)
        return giteaError(422, '[Name]: Required');
      site.state.labels.add(name);
      return jsonReply(201, labelShape(name));
    },
  },
  {
    pattern: `GET ${REPOSITORY}/collaborators/{login}/permission`,
    handle({ site }, { login = '' }) {
      const account = site.account(login);
      if (account === undefined) return giteaError(404, 'The target couldn’t be found.');
      return jsonReply(200, { permission: account.permission, user: giteaUser(site, account) });
    },
  },
  {
    pattern: `GET ${REPOSITORY}/branch_protections/{branch}`,
    handle({ site }, { branch = '' }) {
      const rules = site.state.rules.get(branch);
      if (rules === undefined) return giteaError(404, 'The target couldn’t be found.');
      return jsonReply(200, { rule_name: branch, block_on_outdated_branch: rules.upToDate === true });
    },
  },
  { pattern: `GET ${REPOSITORY}/compare/{range}`, handle: compare },
  {
    pattern: `GET ${REPOSITORY}/releases/tags/{tag}`,
    handle({ site }, { owner = '', name = '', tag = '' }) {
      const release = site.releaseOf(`${owner}/${name}`, tag);
      if (release === undefined) return giteaError(404, 'The target couldn’t be found.');
      const html_url = `${site.url}/${owner}/${name}/releases/tag/${tag}`;
      return jsonReply(200, { tag_name: tag, name: tag, html_url, body: release.notes });
    },
  },
];

async function compare({ site }: GiteaCall, { owner = '', name = '', range = '' }): Promise<Reply> {
  const [from = '', to = ''] = range.split('...');
  const path = site.source(`${owner}/${name}`)?.path ?? '';
  const commits = await new BareRepository(path).commitsBetween(from, to);
  if (commits === undefined) return giteaError(404, 'The target couldn’t be found.');
  const shown = commits.toReversed().map(({ id, subject, author, email }) => ({
    sha: id,
    commit: { message: `${subject}\n`, author: { name: author, email } },
  }));
  return jsonReply(200, { total_commits: commits.length, commits: shown });
}

/** The API of Gitea and Forgejo, version 1. */
export const gitea: ForgeDialect = {
  apiPath: API_PATH,
  traits: {
    headRef: (number) => `refs/pull/${number}/head`,
    closesWithBranch: true,
    takesEmpty: true,
    protectedRefusal: 'Gitea: Not allowed to push to protected branch',
  },

  // Gitea itself does not limit: a proxy before it does.
  fault(name, { now, retryAt }) {
    const wait = { 'retry-after': String(Math.ceil((retryAt - now) / 1000)) };
    switch (name) {
      case 'unauthorized':
        return giteaError(401, 'user does not exist [uid: 0, name: ]');
      case 'forbidden':
        return giteaError(403, 'token does not have at least one of required scope(s)');
      case 'not-found':
        return giteaError(404, 'The target couldn’t be found.');
      case 'invalid':
        return giteaError(422, '[Title]: MaxSize');
      case 'rate-limited':
        return { status: 429, headers: wait, body: 'Too Many Requests' };
      case 'secondary-limit':
        return { status: 429, headers: { 'retry-after': new Date(retryAt).toUTCString() }, body: '' };
      case 'unavailable':
        return { status: 503, body: '<html>Service Unavailable</html>' };
    }
  },

  async answer(site, request) {
    const [, token] = /^(?:token|bearer) (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
    const account = site.accountOf(token);
    if (account === undefined) return giteaError(401, 'user does not exist [uid: 0, name: ]');
    const { pathname } = request.url;
    const path = pathname.startsWith(`${API_PATH}/`) ? pathname.slice(API_PATH.length) : '';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return giteaError(404, 'Not Found');
    const call = { site, request, account };
    const { owner, name } = found.parts;
    if (owner === undefined) return found.route.handle(call, found.parts);

    const repository = `${owner}/${name}`;
    if (site.formerNames.includes(repository)) {
      const location = request.url.href.replace(`/repos/${repository}`, `/repos/${site.repository}`);
      return { status: 301, headers: { location } };
    }
    if (repository !== site.repository && site.source(repository) === undefined) {
      return giteaError(404, 'The target couldn’t be found.');
    }
    const writes = request.method !== 'GET';
    if (writes && site.archived) return giteaError(423, 'repo is archived');
    if (writes && account.permission === 'read')
      return giteaError(403, 'user should have a permission to write to a repo');
    return found.route.handle(call, found.parts);
  },
};
