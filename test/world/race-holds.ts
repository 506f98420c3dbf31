import { git } from './person.ts';
import { compareVersions, readState } from './race-fields.ts';

/**
 * The containers of a file that a person holds by having moved them down: of each field the newest move counts. Told
 * from plain `git log`, without the product's own reader.
 */
export async function heldByMove(dir: string, head: string, path: string): Promise<readonly number[]> {
  const log = await git(dir, 'log', '--first-parent', '--format=%H %cn', head, '--', path);
  const commits = log.split('\n').map((line) => ({ commit: line.slice(0, 40), committer: line.slice(41) }));
  const known = new Set<number>();
  const held: number[] = [];
  let now = await tagsAt(dir, commits[0]?.commit ?? head, path);
  for (const [at, { committer }] of commits.entries()) {
    const older = commits[at + 1];
    if (older === undefined || known.size === now.length) break;
    const before = await tagsAt(dir, older.commit, path);
    for (const [field, tag] of now.entries()) {
      const was = before[field];
      if (known.has(field) || was === undefined || was === tag) continue;
      known.add(field);
      if (committer !== 'Deployment Automator' && compareVersions(tag, was) < 0) held.push(field);
    }
    now = before;
  }
  return held;
}

async function tagsAt(dir: string, commit: string, path: string): Promise<string[]> {
  return readState(await git(dir, 'show', `${commit}:${path}`)).fields.map(({ tag }) => tag);
}
