import { plain } from './foreign-text.ts';

/** What is read of release notes, in characters, and how many lines of them are kept. */
const readAtMost = 30_000;
const linesAtMost = 60;

/**
 * Release notes as a quote, a line each: headings and lists keep their shape, every other markup goes. Which words
 * are kept is a guess; that none of them can be markup is not, since each line passes {@link plain}.
 */
export function notesAsLines(notes: string): string[] {
  const lines = notes
    .slice(0, readAtMost)
    .split(/\r\n|\r|\n/)
    .map(asLine)
    .filter((line) => line !== '');
  const kept = lines.slice(0, linesAtMost).flatMap((line) => ['>', `> ${line}`]);
  const cut = lines.length > linesAtMost || notes.length > readAtMost;
  return cut ? [...kept, '>', '> … and more, which was left out here.'] : kept;
}

function asLine(line: string): string {
  const [, heading] = /^ {0,3}#{1,6}\s+(.*)$/.exec(line) ?? [];
  if (heading !== undefined) return wrap('**', bare(heading), '**');
  const [, item] = /^\s*[-*+]\s+(.*)$/.exec(line) ?? [];
  if (item !== undefined) return wrap('- ', bare(item), '');
  return bare(line);
}

/** The words of a line without links' targets, tags and emphasis. */
function bare(line: string): string {
  const words = line
    .slice(0, 1000)
    .replace(/<[^<>]*>/g, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*|__|`/g, '');
  return plain(words, 300);
}

function wrap(before: string, text: string, after: string): string {
  return text === '' ? '' : before + text + after;
}
