import type { Binding, BindingTable } from '@deployment-automator/bindings';
import { imageName, printVersion, tryParseImageReference } from '@deployment-automator/image-reference';
import type { FileFacts } from '@deployment-automator/manifest-patcher';
import {
  type Candidate,
  type Current,
  decide,
  type Listing,
  type Verdict,
} from '@deployment-automator/tag-policy';
import type { ListingAttempt } from '../check/index.ts';
import { chosenVersion, type Held, type ReportedError, sayHold } from '../reconcile/index.ts';
import { count, sayLookedUp } from './say-looked-up.ts';

/** Why a field holds what it holds: every candidate and what became of it. */
export interface Explanation {
  readonly id: string;
  readonly image: string;
  readonly policy: string;
  /** The version that stands there. */
  readonly current: string | null;
  /** The version that is chosen; it can be the current one. */
  readonly chosen: string | null;
  readonly reason: string;
  readonly candidates: readonly ExplainedCandidate[];
}

export interface ExplainedCandidate {
  readonly tag: string;
  readonly digest?: string;
  readonly verdict: Verdict['code'];
  readonly reason: string;
}

/** What is bound of what was asked for, and why the rest is not. */
export interface Asked {
  readonly bindings: readonly Binding[];
  readonly unbound: readonly ReportedError[];
}

/** Finds the fields that an image's name or a field's id means. */
export function findAsked(target: string, facts: readonly FileFacts[], table: BindingTable): Asked {
  const isAsked = target.includes('#')
    ? (id: string) => id === target
    : (_: string, image: string | undefined) => image !== undefined && image === nameOf(target);
  const bindings = table.bindings.filter(
    ({ field }) => field.image !== undefined && isAsked(field.id, imageName(field.image)),
  );
  const bound = new Set(bindings.map(({ field }) => field.id));
  const unbound = facts
    .flatMap((file) => [...file.fields, ...(file.openFields ?? [])])
    .filter((field) => !bound.has(field.id) && isAsked(field.id, field.image && imageName(field.image)))
    .map(({ id }): ReportedError => {
      const problem = table.problems.find(({ fields }) => fields.includes(id));
      return problem === undefined
        ? {
            where: id,
            code: 'not-bound',
            message: 'no tag policy governs this field',
            next: 'write one, such as automator/tag: semver:^1.0 (docs/bindings.md)',
          }
        : {
            where: id,
            code: problem.code,
            message: problem.message,
            next: `correct ${problem.place.file}:${problem.place.line}`,
          };
    });
  return { bindings, unbound };
}

/** What it took to know an image's tags. */
export interface Cost {
  /** The name under which the registry was asked. */
  readonly image: string;
  readonly requests: number;
}

/** What becomes of an update that is due: who holds it, or what happens to it, in words for people. */
export type Fate = Pick<Held, 'code' | 'reason'> | string;

/**
 * Decides for one binding and says why.
 * @param fate of the update that is due, where that is not simply written
 */
export function explainBinding(
  binding: Binding,
  attempt: ListingAttempt,
  cost: Cost,
  now: number,
  fate?: Fate,
): Explanation {
  const { field, policy, options } = binding;
  const current: Current = field.image ?? {};
  const written = options.hold && { code: 'hold', reason: sayHold(options.hold) };
  const becomes = fate ?? written;
  const decision = decide(policy, attempt.listing, current, {
    now,
    verdicts: true,
    ...(options.allowDown !== undefined && { allowDown: options.allowDown }),
    ...(options.minAge !== undefined && { minAge: options.minAge }),
  });
  const said =
    typeof becomes === 'object' ? `; held (${becomes.code}): ${becomes.reason}` : becomes && `; ${becomes}`;
  const asked = attempt.problem === undefined ? '' : ` (${attempt.problem.message})`;
  return {
    id: field.id,
    image: field.image === undefined ? '' : imageName(field.image),
    policy: policy.text,
    current: current.tag === undefined && current.digest === undefined ? null : printVersion(current),
    chosen: decision.chosen === undefined ? null : printVersion(chosenVersion(binding, decision.chosen)),
    reason: `${decision.reason}${said ?? ''}${asked}; ${effort(attempt, cost)}`,
    candidates: explainCandidates(decision.verdicts, attempt.listing),
  };
}

function effort({ lookedUp }: ListingAttempt, { image, requests }: Cost): string {
  const asked = `${count(requests, 'request')} for ${image}`;
  return lookedUp === undefined ? asked : `${asked}: ${sayLookedUp(lookedUp)}`;
}

/** The verdicts with the digests that are known. */
export function explainCandidates(
  verdicts: readonly Verdict[],
  { candidates }: Listing,
): ExplainedCandidate[] {
  const byTag = new Map<string, Candidate>(candidates.map((candidate) => [candidate.tag, candidate]));
  return verdicts.map(({ tag, code, reason }) => {
    const digest = byTag.get(tag)?.digest;
    return { tag, ...(digest !== undefined && { digest }), verdict: code, reason };
  });
}

function nameOf(target: string): string | undefined {
  const reference = tryParseImageReference(target);
  return reference === undefined ? undefined : imageName(reference);
}
