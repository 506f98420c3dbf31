import { createTwoFilesPatch } from 'diff';

/** A file's change as git prints it. */
export function printDiff(path: string, before: Uint8Array, after: Uint8Array): string {
  const [was, is] = [before, after].map((bytes) => Buffer.from(bytes).toString('utf8'));
  const diff = createTwoFilesPatch(`a/${path}`, `b/${path}`, was ?? '', is ?? '');
  // As git prints it: without the rule above the names.
  return diff.replace(/^=+\n/, '').trimEnd();
}
