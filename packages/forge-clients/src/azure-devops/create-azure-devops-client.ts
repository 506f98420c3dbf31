import type { ForgeAbilities, ForgeClient, ForgeOptions, PullRequest } from '../forge-client.ts';
import type { ForgeQuestion } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { openOnce } from '../http/open-once.ts';
import { take } from '../http/read-pages.ts';
import { azureApi, azurePages, azurePath, createAzureHttp, versioned } from './azure-http.ts';
import { azurePeople } from './azure-people.ts';
import { azureRepository } from './azure-repository.ts';
import {
  isApproved,
  isFromHere,
  mayBeCut,
  readAzurePerson,
  readAzurePull,
  readMergeable,
  readThread,
} from './read-azure-pull.ts';

const azureDevopsAbilities: ForgeAbilities = {
  labels: true,
  drafts: true,
  reopen: true,
  autoMerge: true,
  maxTitle: 400,
  maxBody: 4_000,
};

const REPOSITORY = '/{organization}/{project}/_apis/git/repositories/{name}';
const LIST = `${REPOSITORY}/pullrequests`;
const ONE = `${LIST}/{number}`;

/** Pull requests of one repository on Azure DevOps, in the cloud or a server of one's own. */
export function createAzureDevopsClient(options: ForgeOptions): ForgeClient {
  const http = createAzureHttp(options);
  const values = azurePath(options.repository);
  const site = azureApi(options);
  const page = `${site}/${options.repository.split('/').map(encodeURIComponent).join('/')}`;
  const people = azurePeople(http, site.replace('://dev.azure.com', '://vssps.dev.azure.com'), values);

  const ask = (number: number, question: Omit<ForgeQuestion, 'operation' | 'values'>, below = '') =>
    http.ask({ query: versioned(), ...question, operation: ONE + below, values: { ...values, number } });
  const pull = async (number: number): Promise<JsonView> =>
    (await ask(number, { action: `read pull request ${number}` })).json;
  const get = async (number: number): Promise<PullRequest> => readAzurePull(await pull(number), page);
  const change = (number: number, action: string, body: unknown) =>
    ask(number, { action, method: 'PATCH', body });

  async function list(query: Readonly<Record<string, string>>, most: number, prefix: string) {
    const criteria = Object.entries(query).map(([name, value]) => [`searchCriteria.${name}`, value] as const);
    const entries = azurePages(http, {
      action: 'list pull requests',
      operation: LIST,
      values,
      query: Object.fromEntries(criteria),
    });
    const found = await take(entries, most, (json) => {
      const listed = readAzurePull(json, page);
      return isFromHere(json) && listed.head.branch.startsWith(prefix) ? { json, listed } : undefined;
    });
    const pulls: PullRequest[] = [];
    for (const { json, listed } of found) pulls.push(mayBeCut(json) ? await get(listed.number) : listed);
    return pulls;
  }

  const listByHead = (head: string, base: string, limit: number) =>
    list(
      { status: 'all', sourceRefName: `refs/heads/${head}`, targetRefName: `refs/heads/${base}` },
      limit,
      head,
    );

  async function isDeleted(branch: string): Promise<boolean> {
    const { json } = await http.ask({
      action: 'look for a branch',
      operation: `${REPOSITORY}/refs`,
      values,
      query: versioned({ filter: `heads/${branch}` }),
    });
    return !json
      .at('value')
      .list()
      .some((ref) => ref.at('name').text() === `refs/heads/${branch}`);
  }

  return {
    kind: 'azure-devops',
    abilities: azureDevopsAbilities,
    ...azureRepository(http, site),
    mayWrite: people.mayWrite,
    listByHead,
    get,

    async whoAmI() {
      const { login, bot } = await people.me();
      return { login, bot };
    },

    async listOpen(base, prefix) {
      const query = { status: 'active', targetRefName: `refs/heads/${base}` };
      const found = await list(query, Number.POSITIVE_INFINITY, prefix);
      return found.sort((a, b) => a.number - b.number);
    },

    async status(number) {
      const json = await pull(number);
      const { state, head } = readAzurePull(json, page);
      const closedBy = json.at('closedBy');
      return {
        mergeable: state === 'open' ? readMergeable(json) : 'unknown',
        approved: isApproved(json),
        ...(state === 'closed' && closedBy.present ? { closedBy: readAzurePerson(closedBy) } : {}),
        ...(state === 'merged' ? {} : { branchDeleted: await isDeleted(head.branch) }),
      };
    },

    create: (wish) =>
      openOnce(
        async () => {
          const reviewers: { readonly id: string }[] = [];
          for (const login of wish.reviewers ?? []) reviewers.push({ id: await people.idOf(login) });
          const { json } = await http.ask({
            action: 'open a pull request',
            method: 'POST',
            operation: LIST,
            values,
            query: versioned(),
            body: {
              sourceRefName: `refs/heads/${wish.head}`,
              targetRefName: `refs/heads/${wish.base}`,
              title: wish.title,
              description: wish.body,
              isDraft: wish.draft === true,
              labels: (wish.labels ?? []).map((name) => ({ name })),
              reviewers,
            },
          });
          return readAzurePull(json, page);
        },
        async () => (await listByHead(wish.head, wish.base, 5)).find(({ state }) => state === 'open'),
      ),

    async update(number, { title, body, addLabels = [], removeLabels = [] }) {
      const action = `label pull request ${number}`;
      for (const name of addLabels) await ask(number, { action, method: 'POST', body: { name } }, '/labels');
      for (const label of removeLabels) {
        await http.ask({
          action,
          method: 'DELETE',
          operation: `${ONE}/labels/{label}`,
          values: { ...values, number, label },
          query: versioned(),
          accepts: [404],
        });
      }
      if (title === undefined && body === undefined) return get(number);
      const { json } = await change(number, `change pull request ${number}`, {
        ...(title === undefined ? {} : { title }),
        ...(body === undefined ? {} : { description: body }),
      });
      return readAzurePull(json, page);
    },

    async close(number) {
      await change(number, `abandon pull request ${number}`, { status: 'abandoned' });
    },

    async reopen(number) {
      await change(number, `reactivate pull request ${number}`, { status: 'active' });
    },

    async listComments(number, since) {
      // All threads at once: it has no pages, and no order that could be relied on.
      const { json } = await ask(
        number,
        { action: `read the comments of pull request ${number}` },
        '/threads',
      );
      const comments = json.at('value').list().flatMap(readThread);
      return comments.filter(({ at }) => at > since).sort((a, b) => a.at - b.at);
    },

    async comment(number, body) {
      const action = `comment on pull request ${number}`;
      const comments = [{ parentCommentId: 0, content: body, commentType: 'text' }];
      // Closed, so that a policy that wants all comments resolved does not wait for this one.
      const { json } = await ask(
        number,
        { action, method: 'POST', body: { comments, status: 'closed' } },
        '/threads',
      );
      const [written] = readThread(json);
      if (written === undefined) throw http.error(action, 'bad-answer', 'it made no comment of it');
      return written;
    },

    async enableAutoMerge(number) {
      const { id } = await people.me();
      const action = `ask for auto-complete of pull request ${number}`;
      await change(number, action, { autoCompleteSetBy: { id } });
    },
  };
}
