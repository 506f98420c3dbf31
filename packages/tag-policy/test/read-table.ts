import { readFileSync } from 'node:fs';
import {
  type Candidate,
  type Current,
  type DecideOptions,
  type Listing,
  parsePolicy,
  type TagPolicy,
} from '../src/index.ts';

/** One row of a table: a decision, and what it must be. */
export interface Row {
  readonly line: string;
  readonly policy: TagPolicy;
  readonly listing: Listing;
  readonly current: Current;
  readonly options: DecideOptions;
  /** The code, and the chosen tag where there is one: `update 1.5.0`. */
  readonly outcome: string;
  /** `tag=code` for each candidate, in the order of the row. */
  readonly verdicts: readonly string[];
}

const minute = 60_000;
const start = 1_704_067_200_000;

/** Minute 0 is the start of 2024. */
const at = (minutes: string): number => start + Number(minutes) * minute;

/**
 * Reads `tables/<name>.txt`. A row is `policy | current | candidates | outcome | options`. A candidate (`-`: there is none) is its tag, then
 * `@` and when it was pushed, `/` and when it was built, `+` and when it was first seen, all in minutes, `#` and its
 * digest, and `=` and the verdict that it gets. The decision is made at minute 100. Options: `partial`, `failed`,
 * `down`, `age=<minutes>`, `s=<suffix>` and `f=<filter>`.
 */
export function readTable(name: string): readonly Row[] {
  const text = readFileSync(new URL(`./tables/${name}.txt`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readRow);
}

function readRow(line: string): Row {
  const [policy = '', current = '', candidates = '', outcome = '', extra = ''] = line.split(' | ');
  const words = extra.split(' ').filter((word) => word !== '');
  const after = (mark: string): string[] =>
    words.filter((word) => word.startsWith(mark)).map((word) => word.slice(mark.length));
  const [suffix] = after('s=');
  const [age] = after('age=');
  const read = candidates
    .split(' ')
    .filter((word) => word !== '-')
    .map(readCandidate);
  const state = words.includes('partial') ? 'partial' : words.includes('failed') ? 'failed' : 'complete';
  return {
    line,
    policy: parsePolicy(policy, { filters: after('f='), ...(suffix !== undefined && { suffix }) }),
    listing: { candidates: read.map(({ candidate }) => candidate), state },
    current: current === '-' ? {} : heldOf(current),
    options: {
      now: at('100'),
      allowDown: words.includes('down'),
      minAge: age === undefined ? 0 : Number(age) * minute,
    },
    outcome,
    verdicts: read.map(({ candidate, verdict }) => `${candidate.tag}=${verdict}`),
  };
}

function readCandidate(word: string): { candidate: Candidate; verdict: string } {
  const form = /^([^@/+#=]+)(?:@(\d+))?(?:\/(\d+))?(?:\+(\d+))?(?:#(\w+))?(?:=(.*))?$/;
  const [, tag = '', pushed, built, seen, digest, verdict = ''] = form.exec(word) ?? [];
  const candidate: Candidate = {
    tag,
    ...(pushed !== undefined && { pushedAt: at(pushed) }),
    ...(built !== undefined && { builtAt: at(built) }),
    ...(seen !== undefined && { firstSeenAt: at(seen) }),
    ...(digest !== undefined && { digest: `sha256:${digest}` }),
  };
  return { candidate, verdict };
}

function heldOf(text: string): Current {
  const [tag = '', digest] = text.split('#');
  return { tag, ...(digest !== undefined && { digest: `sha256:${digest}` }) };
}
