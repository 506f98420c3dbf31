import type { ForgeClient, SourceCommit } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { take } from '../http/read-pages.ts';
import { serverPages, serverPath } from './server-http.ts';

const REPOSITORY = '/projects/{project}/repos/{slug}';
/** Nobody reads more of them, and each hundred is a request. */
const MOST_COMMITS = 1_000;
/** The ways to merge that take only what is on top of the base. */
const FAST_FORWARD_ONLY = ['ff-only', 'squash-ff-only'];

/** What is asked about repositories and people, and not about one pull request. */
export function serverRepository(
  http: ForgeHttp,
  site: string,
  values: PathValues,
): Pick<ForgeClient, 'whoAmI' | 'mayWrite' | 'requiresUpToDate' | 'compare' | 'release'> {
  return {
    async whoAmI() {
      const action = 'ask whose the token is';
      // Every answer to somebody who is known names them in a header; this one is small.
      const { headers } = await http.ask({ action, operation: '/application-properties' });
      const login = decodeURIComponent(headers.get('x-ausername') ?? '');
      if (login === '') throw http.error(action, 'unauthorized', 'it does not accept the token');
      return { login, bot: login.startsWith('access-token-user/') };
    },

    async mayWrite(login) {
      const { project, slug } = values;
      const users = serverPages(http, {
        action: `ask what ${login} may do`,
        operation: '/users',
        query: {
          filter: login,
          'permission.1': 'REPO_WRITE',
          'permission.1.projectKey': project,
          'permission.1.repositorySlug': slug,
        },
      });
      const name = login.toLowerCase();
      const found = await take(
        users,
        1,
        (json) => json.at('name').text().toLowerCase() === name || undefined,
      );
      return found.length > 0;
    },

    async requiresUpToDate() {
      const { json } = await http.ask({
        action: 'ask how it merges',
        operation: `${REPOSITORY}/settings/pull-requests`,
        values,
      });
      const strategies = json.at('mergeConfig', 'strategies').items();
      const enabled = strategies.filter((one) => one.at('enabled').flag()).map((one) => one.at('id').text());
      // `rebase-ff-only` brings it up to date by itself.
      return enabled.length > 0 && enabled.every((id) => FAST_FORWARD_ONLY.includes(id));
    },

    async compare(repository, from, to, limit) {
      const entries = serverPages(http, {
        action: `compare two commits of ${repository}`,
        operation: `${REPOSITORY}/compare/commits`,
        values: serverPath(repository),
        // Here `from` is the side with the changes.
        query: { from: to, to: from },
      });
      let newestFirst: SourceCommit[];
      try {
        newestFirst = await take(entries, MOST_COMMITS, readCommit);
      } catch (error) {
        const cannot = error instanceof ForgeError && ['not-found', 'forbidden'].includes(error.code);
        if (cannot) return undefined;
        throw error;
      }
      const { project = '', slug = '' } = serverPath(repository);
      const page = `${site}/projects/${project}/repos/${slug}/compare/commits`;
      return {
        url: `${page}?sourceBranch=${encodeURIComponent(to)}&targetBranch=${encodeURIComponent(from)}`,
        total: newestFirst.length,
        commits: newestFirst.reverse().slice(0, limit),
      };
    },

    // Bitbucket has no releases.
    release: async () => undefined,
  };
}

function readCommit(json: JsonView): SourceCommit {
  return {
    id: json.at('id').text(),
    subject: json.at('message').text('').split('\n', 1)[0] ?? '',
    author: json.at('author', 'name').text(''),
  };
}
