const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]+$/;

/**
 * The canonical form of a repository's name (`acme/config`), or nothing when it is not one: every segment is
 * made of letters, digits, `.`, `_` and `-`, and none is `.` or `..`, so that a name never leads out of the
 * server's root. A trailing `.git` means the same repository.
 */
export function repositoryName(text: string): string | undefined {
  const name = text.replace(/\.git$/, '');
  const segments = name.split('/');
  // `a.git/b` would be a folder inside the repository `a`.
  const valid = segments.every((segment) => SEGMENT.test(segment) && !segment.endsWith('.git'));
  return valid ? name : undefined;
}
