import type { Section } from './fit-sections.ts';
import { code, plain } from './foreign-text.ts';
import type { ProposedUpdate, PullRequestInput, UpdateDetails } from './pull-request-input.ts';
import { shortVersion } from './short-version.ts';

/** How many places of one and the same move are named. */
const placesAtMost = 5;

/** The table of what moves, where and why; one row for each different move. */
export function updatesSection({ updates, details }: PullRequestInput): Section {
  const moves = new Map<string, [ProposedUpdate, ...ProposedUpdate[]]>();
  for (const update of updates) {
    const { image, from, to, policy, reason } = update;
    const key = JSON.stringify([image, from, to, policy, reason]);
    const same = moves.get(key);
    if (same === undefined) moves.set(key, [update]);
    else same.push(update);
  }
  return {
    rank: 0,
    head: '| image | from | to | where | why this tag | built |\n|---|---|---|---|---|---|',
    items: [...moves.values()].map((same) => rowOf(same, details(same[0]))),
    leftOut: (count) => `\n${count} more rows were left out for their length: see the changed files.`,
  };
}

function rowOf(same: readonly [ProposedUpdate, ...ProposedUpdate[]], details: UpdateDetails): string {
  const [{ image, from, to, policy, reason }] = same;
  const { runnerUp, brings } = details;
  const cells = [
    code(image),
    code(shortVersion(from)),
    code(shortVersion(to)),
    placesOf(same),
    `${code(policy)}: ${plain(reason)}.${second(runnerUp)}`,
    builtAt(brings?.builtAt),
  ];
  return `| ${cells.join(' | ')} |`;
}

function second(runnerUp: UpdateDetails['runnerUp']): string {
  if (runnerUp === undefined) return '';
  return runnerUp === null
    ? ' No other tag counts.'
    : ` Runner-up: ${code(runnerUp.tag)} (${plain(runnerUp.reason)}).`;
}

function placesOf(same: readonly ProposedUpdate[]): string {
  const named = same.slice(0, placesAtMost).map(({ file, binding: { field } }) => {
    const place = code(`${file}:${field.place.line}`);
    return field.name === undefined ? place : `${place} (${plain(field.name, 60)})`;
  });
  const more = same.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** RFC 3339, to the second; a time that no calendar has is not known. */
function builtAt(time: number | undefined): string {
  if (time === undefined || !(Math.abs(time) <= 8.64e15)) return 'not known';
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
