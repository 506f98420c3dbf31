import { type ImageVersion, printVersion } from '@deployment-automator/image-reference';
import { compareTags, type Listing, type TagPolicy } from '@deployment-automator/tag-policy';
import type { FieldHistory, FieldValue } from './field-history.ts';
import type { Release } from './release.ts';

/** What a person's move of a field stops, and who moved it when. */
export interface DerivedHold {
  readonly code: 'reverted' | 'hand-set';
  readonly reason: string;
  /** When the move was committed, RFC 3339. */
  readonly since: string;
}

/** What the history of a field says about its updates. */
export interface Judgement {
  /** Stops every update of the field. */
  readonly hold?: DerivedHold;
  /** Versions that are no candidates, newest move first, each with the hold that says so where nothing else is left. */
  readonly skipped: readonly { readonly version: ImageVersion; readonly hold: DerivedHold }[];
  /** Why nobody can know what persons did to this field; then its updates are only proposed. */
  readonly missing?: 'shallow' | 'rewritten';
}

/** What a judgement needs beside the history. */
export interface JudgeQuestion {
  readonly id: string;
  readonly policy: TagPolicy;
  /** Where an order by time finds the times. */
  readonly listing: Listing;
  /** Default: `hold`. */
  readonly onRevert?: 'hold' | 'skip-version' | undefined;
  /** The releases of this field. */
  readonly releases: readonly Release[];
  /** Whether the field was bound in the tree in which it held this value. */
  readonly wasBound: (value: FieldValue) => boolean;
}

type Move = 'ours' | 'up' | 'away' | 'unranked' | 'none';

/**
 * Says what persons want, by the moves of the field's value alone. The newest move decides: ours and a person's move up
 * stop nothing; away from what we wrote, or down, stops the field, or with `skip-version` only the versions that were
 * left since the last move up by a person. A release ends the walk.
 */
export function judgeHistory({ values, missing }: FieldHistory, question: JudgeQuestion): Judgement {
  const skips = question.onRevert === 'skip-version';
  const skipped: Judgement['skipped'][number][] = [];
  for (const [index, now] of values.entries()) {
    if (isReleased(now, index === 0, question.releases)) return { skipped };
    const older = values[index + 1];
    if (older === undefined) break;
    const move = judgeMove(older, now, question);
    if (index === 0 && move === 'unranked') return { hold: holdOf(older, now, move, question), skipped };
    if (move === 'away' || move === 'unranked') {
      const hold = holdOf(older, now, move, question);
      if (!skips) return { hold, skipped };
      skipped.push({ version: older.version, hold });
    }
    if (move === 'up') return missing === 'rewritten' ? { skipped, missing } : { skipped };
    if (!skips) return missing === 'rewritten' ? { skipped, missing } : { skipped };
  }
  return { skipped, ...(missing !== undefined && { missing }) };
}

/** A release names the very move that it lifts; a person who moves the field later holds it again. */
function isReleased(
  { commit, version }: FieldValue,
  isNewest: boolean,
  releases: readonly Release[],
): boolean {
  return releases.some((release) =>
    release.commit === undefined
      ? isNewest && release.version === printVersion(version)
      : release.commit.length >= 7 && commit.startsWith(release.commit),
  );
}

function judgeMove(older: FieldValue, now: FieldValue, question: JudgeQuestion): Move {
  if (now.ours) return 'ours';
  const { policy, listing, wasBound } = question;
  const { tag } = now.version;
  const isRanked = tag !== undefined && compareTags(policy, listing, tag, tag) !== undefined;
  if (!isRanked && wasBound(older)) return 'unranked';
  const from = older.version.tag;
  const difference =
    tag === undefined || from === undefined ? undefined : compareTags(policy, listing, tag, from);
  if (difference === undefined || difference === 0) return older.ours ? 'away' : 'none';
  if (difference > 0) return 'up';
  return older.ours || wasBound(older) ? 'away' : 'none';
}

function holdOf(
  older: FieldValue,
  now: FieldValue,
  move: 'away' | 'unranked',
  { id, policy }: JudgeQuestion,
): DerivedHold {
  const where = `in ${now.commit.slice(0, 8)}`;
  const to = printVersion(now.version);
  const release = `write "automator release ${id}"`;
  return move === 'away'
    ? {
        code: 'reverted',
        reason: `${now.author} moved it from ${printVersion(older.version)} to ${to} ${where}; ${release}, or move it up, to go on`,
        since: now.at,
      }
    : {
        code: 'hand-set',
        reason: `${now.author} set it to ${to} ${where}, which ${policy.text} cannot rank; ${release}, or set a tag that it can rank, to go on`,
        since: now.at,
      };
}
