import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Block, type Page, placeOf } from '../../apps/automator/test/docs/pages.ts';

const launcher = fileURLToPath(new URL('../../apps/automator/bin/automator.mjs', import.meta.url));

/** Somebody who follows a page with a shell, in a folder of their own. */
export interface Reader {
  /** What a block leaves behind in the shell, for the blocks after it. */
  set(variables: Readonly<Record<string, string>>): Promise<void>;
  /** Does what one block says: writes its file, or runs it. @returns what it printed */
  follow(block: Block): Promise<string>;
}

/** Blocks marked `run` are run, with the exit code behind the mark; `file NAME` is written. */
export async function startReader(folder: string, home: string): Promise<Reader> {
  const bin = join(home, 'bin');
  await mkdir(bin, { recursive: true });
  await program(join(bin, 'automator'), `exec '${process.execPath}' '${launcher}' "$@"`);
  await program(join(bin, 'npx'), 'exec "$@"');
  await writeFile(join(home, '.gitconfig'), '[user]\n\tname = Reader\n\temail = reader@example.org\n');
  const state = join(home, 'state');
  await writeFile(state, `cd '${folder}'\n`);

  const run = async ({ text }: Block): Promise<{ code: number; stdout: string; stderr: string }> => {
    const script = `. '${state}'\ntrap '{ export -p; echo "cd \\"$PWD\\""; } > "${state}"' EXIT\n${text}`;
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, HOME: home };
    return new Promise((resolve) => {
      execFile('sh', ['-c', script], { env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  };
  return {
    set: async (variables) => {
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
      await appendFile(state, lines.join(''));
    },
    follow: async (block) => {
      const [mark, argument] = block.marks;
      if (mark === 'file') {
        const [, cwd = folder] = /^cd "(.*)"$/m.exec(await readFile(state, 'utf8')) ?? [];
        const file = join(cwd, argument ?? '');
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, block.text);
        return '';
      }
      const { code, stdout, stderr } = await run(block);
      const expected = Number(argument ?? 0);
      expect(code, `${placeOf(block)} printed:\n${stdout}${stderr}`).toBe(expected);
      return stdout;
    },
  };
}

/** What one block printed, beside what the page says that it prints. */
export interface Printed {
  readonly shown: Block;
  readonly text: string;
}

/** Follows a page from top to bottom. `before` is told of every block that is not the reader's to run. */
export async function followPage(
  { blocks }: Page,
  reader: Reader,
  before: (block: Block) => Promise<void>,
): Promise<readonly Printed[]> {
  const printed: Printed[] = [];
  let last = '';
  for (const block of blocks) {
    const [mark] = block.marks;
    if (mark === 'output') printed.push({ shown: block, text: last });
    else if (mark === 'run' || mark === 'file') last = await reader.follow(block);
    else await before(block);
  }
  return printed;
}

async function program(file: string, line: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${line}\n`);
  await chmod(file, 0o755);
}
