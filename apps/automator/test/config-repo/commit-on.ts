import type { Mirror } from '../../src/config-repo/mirror.ts';

/** Writes `a.yaml` on top of a commit, in the mirror alone. @returns the new commit */
export async function commitOn(mirror: Mirror, parent: string, text: string): Promise<string> {
  const changes = [{ path: 'a.yaml', mode: '100644', bytes: Buffer.from(text) }];
  const by = { committer: { name: 'Automator', email: 'automator@localhost' } };
  const [commit = ''] = await mirror.writeCommits(parent, [{ message: 'm\n', changes }], by, Date.now());
  return commit;
}
