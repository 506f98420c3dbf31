import type { ForgeClient } from '../forge-client.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import { readGitlabPerson } from './read-merge-request.ts';

/** "Developer": the least that may push ("Members API", valid access levels). */
const MAY_PUSH = 30;

/** What is asked about projects and people, and not about one merge request. */
export function gitlabRepository(
  http: ForgeHttp,
  project: string,
): Pick<ForgeClient, 'whoAmI' | 'mayWrite' | 'requiresUpToDate' | 'compare' | 'release'> {
  return {
    async whoAmI() {
      const { json } = await http.ask({ action: 'ask whose the token is', operation: '/user' });
      return readGitlabPerson(json);
    },

    async mayWrite(login) {
      const { json } = await http.ask({
        action: `ask what ${login} may do`,
        operation: '/projects/{project}/members/all',
        values: { project },
        query: { query: login, per_page: 100 },
      });
      const name = login.toLowerCase();
      const memberships = json.list().filter((one) => one.at('username').text().toLowerCase() === name);
      return memberships.some(
        (one) => one.at('state').text('active') === 'active' && one.at('access_level').number() >= MAY_PUSH,
      );
    },

    // A setting of the project: these two methods merge only what is on top of the base.
    async requiresUpToDate() {
      const { json } = await http.ask({
        action: 'ask how it merges',
        operation: '/projects/{project}',
        values: { project },
      });
      return ['ff', 'rebase_merge'].includes(json.at('merge_method').text('merge'));
    },

    async compare(repository, from, to, limit) {
      const { json, status } = await http.ask({
        action: `compare two commits of ${repository}`,
        operation: '/projects/{project}/repository/compare',
        values: { project: repository },
        query: { from, to },
        accepts: [400, 403, 404],
      });
      if (status >= 400) return undefined;
      const commits = json.at('commits').list();
      return {
        url: json.at('web_url').text(),
        total: commits.length,
        commits: commits.slice(0, limit).map((commit) => ({
          id: commit.at('id').text(),
          subject: commit.at('title').text(),
          author: commit.at('author_name').text(''),
        })),
      };
    },

    async release(repository, tag) {
      const { json, status } = await http.ask({
        action: `read a release of ${repository}`,
        operation: '/projects/{project}/releases/{tag}',
        values: { project: repository, tag },
        accepts: [403, 404],
      });
      if (status >= 400) return undefined;
      return {
        tag: json.at('tag_name').text(),
        url: json.at('_links', 'self').text(),
        notes: json.at('description').text(''),
      };
    },
  };
}
