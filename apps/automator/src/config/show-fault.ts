import { excerpt } from '../errors/excerpt.ts';

/** Values of these keys are no secrets, whatever somebody writes there; of all others nothing is shown. */
const harmless: readonly string[] = [
  'listen',
  'instance',
  'branch',
  'pollInterval',
  'writeBack',
  'grouping',
  'quiet',
  'longest',
  'openPullRequests',
  'newPullRequestsPerHour',
  'updatesPerRun',
  'kind',
  'format',
  'plainHttp',
  'open',
  'draft',
  'autoMerge',
  'helpers',
  'insecureSkipTlsVerify',
];

/** One key alone on its line, and its value without a comment. */
const keyAndValue = /^(\s*(?:- +)?)([\w.-]+):(?:\s+(.*))?$/;

/**
 * The line of a fault with a caret, on lines of their own; nothing where the line may be a part of a secret. Only
 * keys are shown, and those values that cannot be one.
 */
export function showFault(
  source: string,
  { line, column, key }: { line: number; column: number; key: string },
): string {
  const text = source.split(/\r?\n/)[line - 1] ?? '';
  const [, before = '', name = '', value] = keyAndValue.exec(text) ?? [];
  if (name === '') return '';
  const shown = `${before}${name}:`;
  if (value === undefined || value === '') return `\n${excerpt(shown, { line, column })}`;
  const isHarmless = harmless.includes(name) && key.split('.').at(-1) === name && /^[\w.: -]+$/.test(value);
  if (isHarmless) return `\n${excerpt(text, { line, column })}`;
  return `\n${excerpt(`${shown} …`, { line, column: Math.min(column, shown.length + 2) })}`;
}
