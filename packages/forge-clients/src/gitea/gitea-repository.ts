import type { ForgeClient } from '../forge-client.ts';
import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import { readGiteaPerson } from './read-gitea-pull.ts';

const REPOSITORY = '/repos/{owner}/{name}';

/** `acme/config` as the parts of a path. */
export function giteaPath(repository: string): PathValues {
  const [owner = '', name = ''] = repository.split('/');
  return { owner, name };
}

/** What is asked about repositories and people, and not about one pull request. */
export function giteaRepository(
  http: ForgeHttp,
  site: string,
  values: PathValues,
): Pick<ForgeClient, 'whoAmI' | 'mayWrite' | 'requiresUpToDate' | 'compare' | 'release'> {
  return {
    async whoAmI() {
      const { json } = await http.ask({ action: 'ask whose the token is', operation: '/user' });
      return readGiteaPerson(json);
    },

    async mayWrite(login) {
      const { json, status } = await http.ask({
        action: `ask what ${login} may do`,
        operation: `${REPOSITORY}/collaborators/{login}/permission`,
        values: { ...values, login },
        accepts: [404],
      });
      return status !== 404 && ['write', 'admin', 'owner'].includes(json.at('permission').text());
    },

    async requiresUpToDate(base) {
      // Only administrators of the repository see its rules; for others the forge refuses to say, and that is no rule.
      const { json, status } = await http.ask({
        action: 'read the rules of a branch',
        operation: `${REPOSITORY}/branch_protections/{base}`,
        values: { ...values, base },
        accepts: [403, 404],
      });
      return status === 200 && json.at('block_on_outdated_branch').flag();
    },

    async compare(repository, from, to, limit) {
      const { json, status } = await http.ask({
        action: `compare two commits of ${repository}`,
        operation: `${REPOSITORY}/compare/{from}...{to}`,
        values: { ...giteaPath(repository), from, to },
        accepts: [400, 403, 404],
      });
      if (status >= 400) return undefined;
      const newestFirst = json.at('commits').list();
      return {
        url: `${site}/${repository}/compare/${encodeURIComponent(from)}...${encodeURIComponent(to)}`,
        total: json.at('total_commits').number(newestFirst.length),
        commits: newestFirst
          .toReversed()
          .slice(0, limit)
          .map((commit) => ({
            id: commit.at('sha').text(),
            subject: commit.at('commit', 'message').text('').split('\n', 1)[0] ?? '',
            author: commit.at('commit', 'author', 'name').text(''),
          })),
      };
    },

    async release(repository, tag) {
      const { json, status } = await http.ask({
        action: `read a release of ${repository}`,
        operation: `${REPOSITORY}/releases/tags/{tag}`,
        values: { ...giteaPath(repository), tag },
        accepts: [403, 404],
      });
      if (status >= 400) return undefined;
      return {
        tag: json.at('tag_name').text(),
        url: json.at('html_url').text(),
        notes: json.at('body').text(''),
      };
    },
  };
}
