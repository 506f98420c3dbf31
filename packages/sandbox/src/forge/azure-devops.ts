import { jsonReply, type Reply } from '../registry/reply.ts';
import { azurePullRoutes } from './azure-devops-pulls.ts';
import { azureError, azureList, azurePage, azureUser, guidOf } from './azure-devops-shapes.ts';
import { BareRepository } from './bare-repository.ts';
import type { ForgeDialect, ForgeRequest, ForgeSite } from './dialect.ts';
import type { SandboxAccount } from './pull-record.ts';
import { findRoute, type Route } from './routes.ts';

/** What a route of Azure DevOps' works on. */
export interface AzureCall {
  readonly site: ForgeSite;
  readonly request: ForgeRequest;
  readonly account: SandboxAccount;
}

const REPOSITORY = '/{organization}/{project}/_apis/git/repositories/{name}';
const PROJECT_ID = '11111111-1111-4111-8111-111111111111';
const REPOSITORY_ID = '22222222-2222-4222-8222-222222222222';
const CONTRIBUTORS = 'Microsoft.TeamFoundation.Identity;S-1-9-contributors';
const READERS = 'Microsoft.TeamFoundation.Identity;S-1-9-readers';

const routes: readonly Route<AzureCall>[] = [
  ...azurePullRoutes,
  {
    pattern: 'GET /{organization}/_apis/connectionData',
    handle: ({ account }) => jsonReply(200, { authenticatedUser: identityShape(account) }),
  },
  {
    pattern: 'GET /{organization}/_apis/identities',
    handle({ site, request }) {
      const account = site.account(request.url.searchParams.get('filterValue') ?? '');
      return azureList(account === undefined ? [] : [identityShape(account)]);
    },
  },
  {
    pattern: 'GET /{organization}/_apis/accesscontrollists/{namespace}',
    handle({ request }) {
      const asked = (request.url.searchParams.get('descriptors') ?? '').split(',');
      const entries = asked.map((descriptor) => {
        // Nothing is set on the repository itself: the groups' rights come from the project.
        const effectiveAllow = descriptor === CONTRIBUTORS ? 6 : descriptor === READERS ? 2 : 0;
        return [descriptor, { descriptor, allow: 0, deny: 0, extendedInfo: { effectiveAllow } }] as const;
      });
      const token = `repoV2/${PROJECT_ID}/${REPOSITORY_ID}`;
      return azureList([{ token, inheritPermissions: true, acesDictionary: Object.fromEntries(entries) }]);
    },
  },
  {
    pattern: `GET ${REPOSITORY}`,
    handle: ({ site }) =>
      jsonReply(200, {
        id: REPOSITORY_ID,
        name: site.repository.split('/').at(-1),
        project: { id: PROJECT_ID },
        isDisabled: site.archived,
      }),
  },
  {
    pattern: `GET ${REPOSITORY}/refs`,
    async handle({ site, request }) {
      const filter = `refs/${request.url.searchParams.get('filter') ?? ''}`;
      const branches = [...(await site.state.git.branches())];
      const refs = branches.map(([name, objectId]) => ({ name: `refs/heads/${name}`, objectId }));
      return azureList(refs.filter(({ name }) => name.startsWith(filter)));
    },
  },
  { pattern: `GET ${REPOSITORY}/commits`, handle: commits },
];

/** An account ("Identity"), with the groups that it is in. */
function identityShape(account: SandboxAccount): Record<string, unknown> {
  const { login, bot = false, permission } = account;
  return {
    id: guidOf(login),
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${login}`,
    subjectDescriptor: azureUser({ ...account, bot })['descriptor'],
    providerDisplayName: login,
    isActive: true,
    memberOf: [permission === 'read' ? READERS : CONTRIBUTORS],
    properties: { Account: { $type: 'System.String', $value: login } },
  };
}

async function commits(
  { site, request }: AzureCall,
  parts: Readonly<Record<string, string>>,
): Promise<Reply> {
  const query = request.url.searchParams;
  const of = (name: string): string => query.get(`searchCriteria.${name}.version`) ?? '';
  const git = new BareRepository(site.source(pathOf(parts))?.path ?? '');
  const found = await git.commitsBetween(of('itemVersion'), of('compareVersion'));
  if (found === undefined)
    return azureError(404, 'GitUnresolvableToCommitException', 'TF401175: No such commit.');
  const shown = found.toReversed().map(({ id, subject, author, email }) => ({
    commitId: id,
    comment: subject,
    author: { name: author, email },
  }));
  return azureList(azurePage(site, request, shown));
}

function pathOf({ organization, project, name }: Readonly<Record<string, string>>): string {
  return `${organization}/${project}/_git/${name}`;
}

/** The REST API of Azure DevOps, version 7.1. */
export const azureDevops: ForgeDialect = {
  apiPath: '',
  traits: {
    headRef: (number) => `refs/pull/${number}/head`,
    closesWithBranch: false,
    takesEmpty: true,
    protectedRefusal:
      'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
  },

  fault(name, { now, retryAt }) {
    const seconds = String(Math.ceil((retryAt - now) / 1000));
    const reset = { 'retry-after': seconds, 'x-ratelimit-reset': String(Math.floor(retryAt / 1000)) };
    const busy = 'TF400733: The request has been canceled: Request was blocked due to exceeding usage.';
    switch (name) {
      case 'unauthorized':
        return { status: 203, headers: { 'content-type': 'text/html' }, body: '<html>Sign In</html>' };
      case 'forbidden':
        return azureError(403, 'GitNeedsPermissionException', 'TF401027: You need the Git permission.');
      case 'not-found':
        return azureError(404, 'GitRepositoryNotFoundException', 'TF401019: The repository does not exist.');
      case 'invalid':
        return azureError(400, 'InvalidArgumentValueException', 'A value that is not valid was given.');
      case 'rate-limited':
        return { ...azureError(429, 'RequestBlockedException', busy), headers: reset };
      case 'secondary-limit':
        return { ...azureError(429, 'RequestBlockedException', busy), headers: { 'retry-after': seconds } };
      case 'unavailable':
        return azureError(503, 'ServiceUnavailableException', 'TF400898: An internal error occurred.');
    }
  },

  async answer(site, request) {
    const [, basic = ''] = /^basic (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
    const plain = Buffer.from(basic, 'base64').toString();
    const account = site.accountOf(plain.slice(plain.indexOf(':') + 1));
    if (account === undefined) return { status: 401, headers: { 'www-authenticate': 'Basic' } };
    if (request.url.searchParams.get('api-version') === null && request.method !== 'GET') {
      return azureError(400, 'VssVersionNotSpecifiedException', 'No api-version was supplied.');
    }
    const found = findRoute(routes, request.method, request.url.pathname);
    if (found === undefined) return { status: 404, body: '' };

    const { name } = found.parts;
    const repository = pathOf(found.parts);
    // A renamed repository goes on answering by its former name only until another takes it; the sandbox does not.
    if (name !== undefined && repository !== site.repository) {
      const other = site.formerNames.includes(repository) ? undefined : site.source(repository);
      if (other === undefined) {
        return azureError(404, 'GitRepositoryNotFoundException', 'TF401019: The repository does not exist.');
      }
    }
    const writes = request.method !== 'GET';
    if (writes && site.archived) {
      return azureError(403, 'GitRepositoryDisabledException', 'The repository is disabled.');
    }
    if (writes && account.permission === 'read') {
      return azureError(403, 'GitNeedsPermissionException', 'TF401027: You need the Git permission.');
    }
    return found.route.handle({ site, request, account }, found.parts);
  },
};
