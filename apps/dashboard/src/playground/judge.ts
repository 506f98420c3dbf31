import {
  type Candidate,
  type Current,
  type DecideOptions,
  type Decision,
  decide,
  type Listing,
  type TagPolicy,
  type Verdict,
  type VerdictCode,
  verdicts,
} from '@deployment-automator/tag-policy';

/** A candidate and what became of it. */
export interface Judged extends Verdict {
  readonly candidate: Candidate;
}

/** A verdict that occurs, what it means, and how often it occurs. */
export interface VerdictCount {
  readonly code: VerdictCode;
  readonly meaning: string;
  readonly count: number;
}

/** What the service would decide for a field with these tags. */
export interface Judgement {
  readonly decision: Decision;
  readonly judged: readonly Judged[];
  /** In the order of the docs. */
  readonly counts: readonly VerdictCount[];
}

/** Decides as the service does. @param current a version, as {@link readCurrent} reads it */
export function judge(
  policy: TagPolicy,
  listing: Listing,
  current: string,
  options: DecideOptions,
): Judgement {
  const decision = decide(policy, listing, readCurrent(current), { ...options, verdicts: true });
  const byTag = new Map(listing.candidates.map((candidate) => [candidate.tag, candidate]));
  const judged = decision.verdicts.map((verdict) => ({
    ...verdict,
    candidate: byTag.get(verdict.tag) ?? { tag: verdict.tag },
  }));
  return { decision, judged, counts: countVerdicts(decision.verdicts) };
}

/** Reads a version: a tag, a digest, or a tag and its digest. */
export function readCurrent(version: string): Current {
  const text = version.trim();
  const at = text.indexOf('@');
  const isBareDigest = at < 0 && text.startsWith('sha256:');
  const tag = isBareDigest ? '' : at < 0 ? text : text.slice(0, at);
  const digest = isBareDigest ? text : at < 0 ? '' : text.slice(at + 1);
  return { ...(tag !== '' && { tag }), ...(digest !== '' && { digest }) };
}

function countVerdicts(given: readonly Verdict[]): readonly VerdictCount[] {
  const counts = new Map<string, number>();
  for (const { code } of given) counts.set(code, (counts.get(code) ?? 0) + 1);
  return verdictCodes.flatMap((code) => {
    const count = counts.get(code) ?? 0;
    return count === 0 ? [] : [{ code, meaning: verdicts[code], count }];
  });
}

/** In the order of the docs. */
const verdictCodes = Object.keys(verdicts).filter((code): code is VerdictCode => code in verdicts);
