import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The checkout's root. */
export const root: string = join(import.meta.dirname, '../../../..');

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Of the line that opens it, 1-based. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language: what the block is for the tests, unseen by readers. */
  readonly marks: readonly string[];
  readonly text: string;
  /** The nearest heading above it. */
  readonly heading: string;
}

/** A page for people. */
export interface Page {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The text outside of fenced blocks. */
  readonly prose: string;
  readonly blocks: readonly Block[];
  /** The headings as a forge names them in URLs. */
  readonly anchors: ReadonlySet<string>;
}

/** Every page for people, in the order of their paths. */
export function readPages(): readonly Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return ['README.md', 'CONTRIBUTING.md', ...docs.toSorted()].map(readPage);
}

export function readPage(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks: Block[] = [];
  const prose: string[] = [];
  const anchors = new Set<string>();
  let heading = '';
  let open: { fence: string; line: number; info: string; lines: string[] } | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    if (open !== undefined) {
      if (line.trim() !== open.fence) {
        open.lines.push(line);
        continue;
      }
      const [language = '', ...marks] = open.info.split(/\s+/);
      blocks.push({
        page: path,
        line: open.line,
        language,
        marks,
        text: open.lines.map((each) => `${each}\n`).join(''),
        heading,
      });
      open = undefined;
      continue;
    }
    const [, fence, info = ''] = /^\s*(`{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      open = { fence, line: at + 1, info: info.trim(), lines: [] };
      continue;
    }
    prose.push(line);
    const [, title] = /^#{1,6}\s+(.*?)\s*$/.exec(line) ?? [];
    if (title === undefined) continue;
    heading = title;
    anchors.add(anchorOf(title, anchors));
  }
  if (open !== undefined) throw new Error(`${path}:${open.line}: the block never ends`);
  return { path, text, prose: prose.join('\n'), blocks, anchors };
}

/** A heading's anchor, as GitHub makes it; one that is taken gets a number. */
function anchorOf(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  for (let number = 0; ; number++) {
    const anchor = number === 0 ? plain : `${plain}-${number}`;
    if (!taken.has(anchor)) return anchor;
  }
}

/** Where a block stands, for messages. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}
