import { jsonReply, type Reply } from '../registry/reply.ts';
import { BareRepository, type ListedCommit } from './bare-repository.ts';
import type { GithubCall } from './github.ts';
import { errorAnswer } from './github-answers.ts';
import { pageAnswer, time, userShape } from './github-shapes.ts';
import type { PathParts, Route } from './routes.ts';

const REPOSITORY = '/repos/{owner}/{name}';

/** The user, branches and their rules, permissions, comparisons and releases. */
export const githubRepositoryRoutes: readonly Route<GithubCall>[] = [
  { pattern: 'GET /user', handle: ({ site, account }) => jsonReply(200, userShape(site, account)) },
  { pattern: `GET ${REPOSITORY}/collaborators/{login}/permission`, handle: permission },
  { pattern: `GET ${REPOSITORY}/rules/branches/{branch+}`, handle: rules },
  { pattern: `GET ${REPOSITORY}/branches/{branch}/protection/required_status_checks`, handle: protection },
  { pattern: `GET ${REPOSITORY}/git/ref/{ref+}`, handle: reference },
  { pattern: `GET ${REPOSITORY}/compare/{range+}`, handle: compare },
  { pattern: `GET ${REPOSITORY}/releases/tags/{tag+}`, handle: release },
];

function permission({ site }: GithubCall, parts: PathParts): Reply {
  const account = site.account((parts['login'] ?? '').replace(/\[bot\]$/, ''));
  if (account === undefined) return errorAnswer(404, `${parts['login']} is not a user`);
  return jsonReply(200, {
    permission: account.permission,
    role_name: account.permission,
    user: userShape(site, account),
  });
}

function rules(call: GithubCall, parts: PathParts): Reply {
  const strict = call.site.state.rules.get(parts['branch'] ?? '')?.upToDate === true;
  const parameters = {
    strict_required_status_checks_policy: true,
    required_status_checks: [{ context: 'ci' }],
  };
  const source = { ruleset_source_type: 'Repository', ruleset_source: call.site.repository, ruleset_id: 1 };
  return pageAnswer(call, strict ? [{ type: 'required_status_checks', parameters, ...source }] : []);
}

/** Only for who administers the repository; the others hear what GitHub tells them. */
function protection({ account }: GithubCall): Reply {
  if (account.permission !== 'admin')
    return errorAnswer(403, 'Resource not accessible by personal access token');
  return errorAnswer(404, 'Branch not protected');
}

async function reference({ site }: GithubCall, parts: PathParts): Promise<Reply> {
  const ref = parts['ref'] ?? '';
  const commit = await site.state.git.find(`refs/${ref}`);
  if (commit === undefined) return errorAnswer(404, 'Not Found');
  return jsonReply(200, {
    ref: `refs/${ref}`,
    node_id: 'REF_1',
    url: site.url,
    object: { type: 'commit', sha: commit, url: site.url },
  });
}

async function compare(call: GithubCall, parts: PathParts): Promise<Reply> {
  const { site } = call;
  const repository = `${parts['owner']}/${parts['name']}`;
  const source = site.source(repository);
  const [from = '', to = ''] = (parts['range'] ?? '').split('...');
  const commits =
    source === undefined ? undefined : await new BareRepository(source.path).commitsBetween(from, to);
  if (commits === undefined) return errorAnswer(404, 'Not Found');
  const page = pageAnswer(
    call,
    commits.map((commit) => commitShape(site.url, repository, commit)),
  );
  return jsonReply(
    200,
    {
      html_url: `${site.url}/${repository}/compare/${from}...${to}`,
      status: commits.length === 0 ? 'identical' : 'ahead',
      ahead_by: commits.length,
      behind_by: 0,
      total_commits: commits.length,
      commits: JSON.parse(String(page.body ?? '[]')),
    },
    page.headers ?? {},
  );
}

function commitShape(url: string, repository: string, commit: ListedCommit): Record<string, unknown> {
  const author = { name: commit.author, email: commit.email, date: time(commit.at) };
  return {
    sha: commit.id,
    html_url: `${url}/${repository}/commit/${commit.id}`,
    commit: { message: commit.subject, author, committer: author },
    author: null,
  };
}

function release({ site }: GithubCall, parts: PathParts): Reply {
  const repository = `${parts['owner']}/${parts['name']}`;
  const found = site.releaseOf(repository, parts['tag'] ?? '');
  if (found === undefined) return errorAnswer(404, 'Not Found');
  const page = `${site.url}/${repository}/releases/tag/${encodeURIComponent(found.tag)}`;
  return jsonReply(200, {
    id: 1,
    tag_name: found.tag,
    name: found.tag,
    html_url: page,
    body: found.notes,
    draft: false,
    prerelease: false,
  });
}
