import type { Candidate } from './listing.ts';
import { compareText } from './preference.ts';

/**
 * One candidate for each tag. Where a listing has a tag twice, the one pushed last stays, then the one built last,
 * then by digest, so that the order of the listing never matters.
 */
export function distinctCandidates(candidates: readonly Candidate[]): Candidate[] {
  const byTag = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const twin = byTag.get(candidate.tag);
    if (twin === undefined || supersedes(candidate, twin)) byTag.set(candidate.tag, candidate);
  }
  return [...byTag.values()];
}

/** Whether of two candidates with one tag the first is the one that stays. */
export function supersedes(a: Candidate, b: Candidate): boolean {
  const later =
    (a.pushedAt ?? 0) - (b.pushedAt ?? 0) ||
    (a.builtAt ?? 0) - (b.builtAt ?? 0) ||
    compareText(a.digest ?? '', b.digest ?? '');
  return later > 0;
}
