import type { Release, SourceChange } from '../forge-client.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubApi } from './github-api.ts';

const LARGEST_PAGE = 100;

/** What lies between two revisions of any repository that the token may see. */
export async function compare(
  api: GithubApi,
  repository: string,
  range: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<SourceChange | undefined> {
  const at = placeOf(repository);
  if (at === undefined) return undefined;
  const { from, to, limit } = range;
  const query = { ...at, basehead: `${from}...${to}`, per_page: Math.min(Math.max(limit, 1), LARGEST_PAGE) };
  const found = await optional(
    api.find(`compare two revisions of ${repository}`, () =>
      api.octokit.rest.repos.compareCommitsWithBasehead(query),
    ),
  );
  if (found === undefined) return undefined;
  const commits = found.at('commits').list().slice(0, limit);
  return {
    url: found.at('html_url').text(),
    total: found.at('total_commits').number(),
    commits: commits.map((commit) => ({
      id: commit.at('sha').text(),
      subject: commit.at('commit', 'message').text().split('\n', 1)[0] ?? '',
      author: commit.at('author', 'login').text(commit.at('commit', 'author', 'name').text('')),
    })),
  };
}

/** The release with this tag. */
export async function release(api: GithubApi, repository: string, tag: string): Promise<Release | undefined> {
  const at = placeOf(repository);
  if (at === undefined) return undefined;
  const found = await optional(
    api.find(`read a release of ${repository}`, () => api.octokit.rest.repos.getReleaseByTag({ ...at, tag })),
  );
  if (found === undefined) return undefined;
  return {
    tag: found.at('tag_name').text(),
    url: found.at('html_url').text(),
    notes: found.at('body').present ? found.at('body').text() : '',
  };
}

function placeOf(repository: string): { readonly owner: string; readonly repo: string } | undefined {
  const [owner, repo, ...rest] = repository.split('/');
  return owner === undefined || repo === undefined || rest.length > 0 ? undefined : { owner, repo };
}

/** A source that moved, or that the token may not see, says nothing; the config repo's own failures are others'. */
async function optional<T>(found: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof ForgeError && ['moved', 'forbidden', 'invalid'].includes(error.code))
      return undefined;
    throw error;
  }
}
