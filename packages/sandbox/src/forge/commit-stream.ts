import type { CommitAuthor } from './bare-repository.ts';

/** One commit in the language of `git fast-import`; a file that is null is deleted. */
export function* commitStream(
  branch: string,
  parent: string | undefined,
  files: Readonly<Record<string, string | null>>,
  facts: { readonly message: string; readonly author: CommitAuthor },
): Generator<string | Uint8Array> {
  const { name, email } = facts.author;
  yield `commit refs/heads/${branch}\ncommitter ${name} <${email}> now\n`;
  yield* data(`${facts.message}\n`);
  if (parent !== undefined) yield `from ${parent}\n`;
  for (const [path, content] of Object.entries(files)) {
    if (content === null) yield `D ${JSON.stringify(path)}\n`;
    else {
      yield `M 100644 inline ${JSON.stringify(path)}\n`;
      yield* data(content);
    }
  }
}

function* data(content: string): Generator<string | Uint8Array> {
  const bytes = Buffer.from(content);
  yield `data ${bytes.length}\n`;
  yield bytes;
  yield '\n';
}
