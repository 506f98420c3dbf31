import { isTag } from '@deployment-automator/image-reference';
import type { Candidate } from '@deployment-automator/tag-policy';

/** A line that is no tag, and why. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What a pasted list of tags holds. */
export interface ReadTags {
  readonly candidates: readonly Candidate[];
  readonly badLines: readonly BadLine[];
}

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Reads tags: one a line, and after a tab the time of its push in RFC 3339, which counts as its build time too. */
export function readTags(text: string): ReadTags {
  const candidates: Candidate[] = [];
  const badLines: BadLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const written = line.trim();
    if (written === '') continue;
    const read = readLine(written);
    if (typeof read === 'string') badLines.push({ line: index + 1, message: read });
    else candidates.push(read);
  }
  return { candidates, badLines };
}

function readLine(line: string): Candidate | string {
  const [tag = '', time, ...rest] = line.split('\t');
  if (!isTag(tag)) {
    return `“${tag}” is not a tag: write one a line, of letters, digits, “.”, “_” and “-”, at most 128`;
  }
  if (rest.length > 0) return 'more than a tag and a time stand here; put what follows on a line of its own';
  if (time === undefined) return { tag };
  const at = rfc3339.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(at)) return `“${time}” is not a time; write it like 2026-01-31T12:00:00Z`;
  return { tag, pushedAt: at, builtAt: at };
}

/** Writes candidates as {@link readTags} reads them. */
export function writeTags(candidates: readonly Candidate[]): string {
  return candidates.map(writeLine).join('\n');
}

function writeLine({ tag, pushedAt, builtAt }: Candidate): string {
  const time = pushedAt ?? builtAt;
  return time === undefined ? tag : `${tag}\t${new Date(time).toISOString()}`;
}
