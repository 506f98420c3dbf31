import { readFileSync } from 'node:fs';
import { isTag } from '@deployment-automator/image-reference';
import type { Candidate } from '@deployment-automator/tag-policy';
import { AutomatorError } from '../errors/automator-error.ts';

const standardInput = 0;

/**
 * Reads a list of tags: one a line, and where it is known, after a tab, the time of its push in RFC 3339.
 * @param file its path, or `-` for standard input
 * @throws AutomatorError `bad-usage` for a file or a line that cannot be read
 */
export function readTags(file: string): Candidate[] {
  const lines = readText(file)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, `${file}:${index + 1}`)]));
}

function readLine(line: string, where: string): Candidate {
  const [tag = '', time, ...rest] = line.trim().split('\t');
  if (!isTag(tag)) throw badLine(where, `"${tag}" is not a tag`);
  if (rest.length > 0) throw badLine(where, 'more than a tag and a time stand here');
  if (time === undefined) return { tag };
  const at = rfc3339.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(at)) throw badLine(where, `"${time}" is not a time`);
  return { tag, pushedAt: at, builtAt: at };
}

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

function badLine(where: string, message: string): AutomatorError {
  return new AutomatorError('bad-usage', `${where}: ${message}`, {
    where,
    next: 'write one tag a line, and after a tab its time, such as 2026-01-31T12:00:00Z',
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? standardInput : file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AutomatorError('bad-usage', `cannot read ${file}: ${reason}`, {
      where: '--tags',
      next: 'name a file of tags, or - for standard input',
      cause: error,
    });
  }
}
