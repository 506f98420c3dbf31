import type { ForgeClient } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import { take } from '../http/read-pages.ts';
import { azurePages, azurePath } from './azure-http.ts';

/** Nobody reads more of them, and each hundred is a request. */
const MOST_COMMITS = 1_000;

/** What is asked about repositories, and not about one pull request. */
export function azureRepository(
  http: ForgeHttp,
  site: string,
): Pick<ForgeClient, 'requiresUpToDate' | 'compare' | 'release'> {
  return {
    // It has no such rule: its checks run on the merge of both branches.
    requiresUpToDate: async () => false,

    async compare(repository, from, to, limit) {
      const values = azurePath(repository);
      const question = {
        action: `compare two commits of ${repository}`,
        operation: '/{organization}/{project}/_apis/git/repositories/{name}/commits',
        values,
        // History is walked from the version to compare with, down to the item's.
        query: {
          'searchCriteria.itemVersion.version': from,
          'searchCriteria.itemVersion.versionType': 'commit',
          'searchCriteria.compareVersion.version': to,
          'searchCriteria.compareVersion.versionType': 'commit',
        },
      };
      try {
        const newestFirst = await take(azurePages(http, question), MOST_COMMITS, (json) => ({
          id: json.at('commitId').text(),
          subject: json.at('comment').text('').split('\n', 1)[0] ?? '',
          author: json.at('author', 'name').text(''),
        }));
        const page = `${site}/${repository.split('/').map(encodeURIComponent).join('/')}/branchCompare`;
        const versions = `baseVersion=GC${encodeURIComponent(from)}&targetVersion=GC${encodeURIComponent(to)}`;
        return {
          url: `${page}?${versions}`,
          total: newestFirst.length,
          commits: newestFirst.reverse().slice(0, limit),
        };
      } catch (error) {
        const code = error instanceof ForgeError ? error.code : undefined;
        if (code === 'not-found' || code === 'forbidden') return undefined;
        throw error;
      }
    },

    // Its releases are of pipelines, not of repositories.
    release: async () => undefined,
  };
}
