/**
 * Whether a config repo's URL is of the repository that a forge's webhook names by its path. The path may stand
 * below another one, as `/scm/` or a proxy's, and upper and lower case are the same. Only good for a hint.
 *
 * @param url as git takes it: `https://host/owner/name.git`, `ssh://git@host/…`, `git@host:owner/name`, a local path
 * @param repository as the webhook names it: `owner/name`, `org/project/_git/name`
 */
export function isSameRepository(url: string, repository: string): boolean {
  const wanted = namesIn(repository);
  const given = namesIn(url.replace(/^[a-z+]+:\/\/[^/]*/i, '').replace(/^[^/]*:/, ''));
  const end = given.slice(-wanted.length);
  return wanted.length > 0 && end.length === wanted.length && end.every((name, at) => name === wanted[at]);
}

/** Azure DevOps writes `_git` in some of its URLs and not in others. */
function namesIn(path: string): string[] {
  return decoded(path)
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((name) => name !== '' && name !== '_git');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
