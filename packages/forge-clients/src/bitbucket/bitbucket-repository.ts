import type { ForgeClient, SourceCommit } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { take } from '../http/read-pages.ts';
import { bitbucketPages } from './bitbucket-http.ts';
import { readBitbucketPerson } from './read-bitbucket-pull.ts';

const REPOSITORY = '/repositories/{workspace}/{slug}';
/** Nobody reads more of them, and each hundred is a request. */
const MOST_COMMITS = 1_000;

/** `acme/config` as the parts of a path. */
export function bitbucketPath(repository: string): PathValues {
  const [workspace = '', slug = ''] = repository.split('/');
  return { workspace, slug };
}

/** What is asked about repositories and people, and not about one pull request. */
export function bitbucketRepository(
  http: ForgeHttp,
  site: string,
  values: PathValues,
): Pick<ForgeClient, 'whoAmI' | 'mayWrite' | 'requiresUpToDate' | 'compare' | 'release'> {
  return {
    async whoAmI() {
      const { json } = await http.ask({ action: 'ask whose the token is', operation: '/user' });
      return readBitbucketPerson(json);
    },

    async mayWrite(login) {
      const permissions = bitbucketPages(http, {
        action: `ask what ${login} may do`,
        operation: '/workspaces/{workspace}/permissions/repositories/{slug}',
        values,
        query: { q: 'permission>"read"', pagelen: 100 },
      });
      const found = await take(permissions, 1, (json) => {
        const may = ['write', 'admin'].includes(json.at('permission').text());
        return may && readBitbucketPerson(json.at('user')).login === login ? true : undefined;
      });
      return found.length > 0;
    },

    async requiresUpToDate(base) {
      const rules = bitbucketPages(http, {
        action: 'read the rules of a branch',
        operation: `${REPOSITORY}/branch-restrictions`,
        values,
        query: { kind: 'require_commits_behind', pagelen: 100 },
      });
      // Only administrators of the repository see its rules; for others the forge refuses to say, and that is no rule.
      try {
        return (await take(rules, 1, (rule) => (covers(rule, base) ? true : undefined))).length > 0;
      } catch (error) {
        if (error instanceof ForgeError && error.code === 'forbidden') return false;
        throw error;
      }
    },

    async compare(repository, from, to, limit) {
      const entries = bitbucketPages(http, {
        action: `compare two commits of ${repository}`,
        operation: `${REPOSITORY}/commits`,
        values: bitbucketPath(repository),
        query: { include: to, exclude: from, pagelen: 100 },
      });
      let newestFirst: SourceCommit[];
      try {
        newestFirst = await take(entries, MOST_COMMITS, readCommit);
      } catch (error) {
        const code = error instanceof ForgeError ? error.code : undefined;
        if (code === 'not-found' || code === 'forbidden') return undefined;
        throw error;
      }
      return {
        url: `${site}/${repository}/branches/compare/${encodeURIComponent(to)}%0D${encodeURIComponent(from)}`,
        total: newestFirst.length,
        commits: newestFirst.reverse().slice(0, limit),
      };
    },

    // Bitbucket has no releases.
    release: async () => undefined,
  };
}

function readCommit(json: JsonView): SourceCommit {
  const author = json.at('author');
  const raw = author
    .at('raw')
    .text('')
    .replace(/\s*<[^>]*>$/, '');
  return {
    id: json.at('hash').text(),
    subject: json.at('message').text('').split('\n', 1)[0] ?? '',
    author: author.at('user', 'display_name').text(raw),
  };
}

/** Whether a rule is for this branch: by its name, where `*` stands for any text. */
function covers(rule: JsonView, branch: string): boolean {
  const pieces = rule.at('pattern').text('').split('*');
  const [first = ''] = pieces;
  if (pieces.length === 1) return first === branch;
  const last = pieces.at(-1) ?? '';
  return branch.startsWith(first) && branch.endsWith(last) && branch.length >= first.length + last.length;
}
