import { git } from '../webhook-to-commit/run-command.ts';

/** Somebody else, who commits to the branch straight in the remote. @returns the commit */
export async function rivalCommit(path: string, at: number): Promise<string> {
  const head = await git(path, ['rev-parse', 'refs/heads/main']);
  const text = `round ${at}\n`;
  const commit = await git(path, ['fast-import', '--quiet', '--force', '--date-format=now', '--done'], {
    input: `commit refs/heads/main
mark :1
committer Rival <rival@localhost> now
data 5
rival
from ${head}
M 100644 inline "rival.txt"
data ${text.length}
${text}
get-mark :1
done
`,
  });
  return commit;
}
