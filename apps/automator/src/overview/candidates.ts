import type { CandidatesPage, candidatesQuery } from '@deployment-automator/api-schema';
import type { Binding } from '@deployment-automator/bindings';
import { printVersion } from '@deployment-automator/image-reference';
import { type Candidate, type Current, decide, type Listing } from '@deployment-automator/tag-policy';
import type { z } from 'zod';
import { policyText } from './image-detail.ts';
import { timeText } from './image-rows.ts';

export type CandidatesQuery = z.output<typeof candidatesQuery>;

/** What a binding makes of every tag that the registry offers, the best first. */
export function selectCandidates(
  binding: Binding,
  listing: Listing,
  { search, offset, limit }: Pick<CandidatesQuery, 'search' | 'offset' | 'limit'>,
  now: number,
): CandidatesPage {
  const { field, policy, options } = binding;
  const current: Current = field.image ?? {};
  const { verdicts } = decide(policy, listing, current, {
    now,
    verdicts: true,
    ...(options.allowDown !== undefined && { allowDown: options.allowDown }),
    ...(options.minAge !== undefined && { minAge: options.minAge }),
  });
  const byTag = new Map<string, Candidate>(listing.candidates.map((candidate) => [candidate.tag, candidate]));
  const wanted = search?.toLowerCase() ?? '';
  const found = verdicts.filter(({ tag }) => tag.toLowerCase().includes(wanted));
  const items = found.slice(offset, offset + limit).map(({ tag, code, reason }) => {
    const { digest, pushedAt, builtAt, firstSeenAt }: Candidate = byTag.get(tag) ?? { tag };
    return {
      tag,
      digest: digest ?? null,
      pushedAt: timeText(pushedAt),
      builtAt: timeText(builtAt),
      firstSeenAt: timeText(firstSeenAt),
      verdict: code,
      reason,
    };
  });
  const hasVersion = current.tag !== undefined || current.digest !== undefined;
  return {
    items,
    total: found.length,
    offset,
    limit,
    policy: policyText(binding),
    current: hasVersion ? printVersion(current) : null,
  };
}
