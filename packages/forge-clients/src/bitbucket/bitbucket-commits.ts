import type { PullRequest } from '../forge-client.ts';
import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { take } from '../http/read-pages.ts';
import { bitbucketPages, quoted } from './bitbucket-http.ts';
import { commitOf, readBitbucketPull } from './read-bitbucket-pull.ts';

/** The whole hashes behind the twelve digits that pull requests show. */
export interface BitbucketCommits {
  /** One request for one pull request. */
  complete(json: JsonView): Promise<PullRequest>;
  /** One request for all whose head branch has this in its name, and one for each that has moved on since. */
  completeAll(list: readonly JsonView[], name: string): Promise<PullRequest[]>;
  /** The branch's newest commit; undefined where it is not there. */
  branch(name: string): Promise<string | undefined>;
}

export function bitbucketCommits(http: ForgeHttp, repository: PathValues): BitbucketCommits {
  async function whole(short: string): Promise<string> {
    if (short === '' || short.length === 40) return short;
    const { json, status } = await http.ask({
      action: 'read a commit',
      operation: '/repositories/{workspace}/{slug}/commit/{commit}',
      values: { ...repository, commit: short },
      // What nothing refers to any more is deleted some day.
      accepts: [404],
    });
    return status === 404 ? short : json.at('hash').text();
  }

  const complete = async (json: JsonView): Promise<PullRequest> =>
    readBitbucketPull(json, await whole(commitOf(json)));

  return {
    complete,
    async completeAll(list, name) {
      if (list.length < 2) return Promise.all(list.map(complete));
      const branches = bitbucketPages(http, {
        action: 'read branches',
        operation: '/repositories/{workspace}/{slug}/refs/branches',
        values: repository,
        query: { q: `name ~ ${quoted(name)}`, pagelen: 100 },
      });
      const tips = await take(branches, Number.POSITIVE_INFINITY, (json) => json.at('target', 'hash').text());
      const known = new Map(tips.map((tip) => [tip.slice(0, 12), tip]));
      const pulls: PullRequest[] = [];
      for (const json of list) {
        const short = commitOf(json);
        pulls.push(readBitbucketPull(json, known.get(short.slice(0, 12)) ?? (await whole(short))));
      }
      return pulls;
    },
    async branch(name) {
      const { json, status } = await http.ask({
        action: 'look for a branch',
        operation: '/repositories/{workspace}/{slug}/refs/branches/{branch}',
        values: { ...repository, branch: name },
        accepts: [404],
      });
      return status === 404 ? undefined : json.at('target', 'hash').text();
    },
  };
}
