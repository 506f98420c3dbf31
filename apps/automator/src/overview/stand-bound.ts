import type { State } from '@deployment-automator/api-schema';
import { printVersion } from '@deployment-automator/image-reference';
import type { ListingAttempt } from '../check/index.ts';
import { type Decided, type Held, tighter, type Update } from '../reconcile/index.ts';
import type { SeenPull } from '../write-back/index.ts';
import type { KnownListings, RepoView, Standing } from './standing.ts';
import { whyNotWritten } from './why-not-written.ts';

/** Where a config repo's bindings stand: the plan, and what the last look at its pull requests saw. */
export function standBound(view: RepoView, listings: KnownListings): Standing[] {
  const updates = new Map(view.plan.updates.map((update) => [update.id, update]));
  const planned = new Map(view.plan.held.map((held) => [held.id, held]));
  const onForge = new Map(view.pulls.held.map((held) => [held.id, held]));
  const pulls = new Map(view.pulls.pulls.flatMap((pull) => pull.fields.map((id) => [id, pull] as const)));
  const waiting = new Set(view.pulls.waiting);
  return view.plan.decided.map((decided) => {
    const { binding, image } = decided;
    const { id, place } = binding.field;
    const update = updates.get(id);
    const seen = onForge.get(id);
    // What the forge said is about one target: another version is another question.
    const held = planned.get(id) ?? (update !== undefined && seen?.to === update.to ? seen : undefined);
    const facts: Facts = {
      decided,
      update,
      held,
      pull: pulls.get(id),
      attempt: listings.get(image),
      waits: waiting.has(id),
    };
    return {
      configRepo: view.name,
      branch: view.branch,
      id,
      image: listings.nameOf(image),
      place,
      current: versionIn(decided),
      chosen: update?.to ?? held?.to ?? null,
      ...judge(facts, view),
      delivery: update?.delivery ?? tighter(view.writeBack, binding.options.writeBack),
      by: { binding },
    };
  });
}

/** Everything that says where one binding stands. */
interface Facts {
  readonly decided: Decided;
  readonly update: Update | undefined;
  readonly held: Held | undefined;
  readonly pull: SeenPull | undefined;
  readonly attempt: ListingAttempt | undefined;
  readonly waits: boolean;
}

type Judged = Pick<Standing, 'state' | 'code' | 'reason' | 'since' | 'pull'>;

function judge(facts: Facts, view: RepoView): Judged {
  const { decided, update, held, pull, attempt, waits } = facts;
  if (held !== undefined) {
    const since = held.since === null ? undefined : Date.parse(held.since);
    return { state: 'held', code: held.code, reason: held.reason, since, pull };
  }
  if (update !== undefined) {
    if (pull?.state === 'open') {
      const reason = `${update.reason}; pull request #${pull.number} proposes it`;
      return { state: 'pull-request', code: null, reason, since: pull.at, pull };
    }
    const why = whyNotWritten(update, { ...view, waits });
    const reason = why === undefined ? update.reason : `${update.reason}; ${why}`;
    const { pushedAt, firstSeenAt } = update.chosen;
    return { state: 'pending', code: null, reason, since: pushedAt ?? firstSeenAt, pull: undefined };
  }
  const stands = settled(decided, attempt);
  if (decided.hold === undefined || !mayBeHeld.has(stands.state)) {
    return { ...stands, code: null, pull: undefined };
  }
  // Nothing would move, and a person has to see all the same what stands there, and may release it.
  const reason = `${decided.hold}; ${decided.reason}`;
  return { state: 'held', code: 'hold', reason, since: undefined, pull: undefined };
}

/** States in which a hold is the first thing to know of a field that does not move. */
const mayBeHeld: ReadonlySet<State> = new Set(['current', 'above-range', 'no-candidate']);

/** Where nothing is to move: is that certain? Law 3: a registry that did not answer leaves it unknown. */
function settled(
  { state, reason }: Decided,
  attempt: ListingAttempt | undefined,
): Pick<Judged, 'state' | 'reason' | 'since'> {
  const problem = attempt?.problem;
  if (problem === undefined || state === 'refused')
    return { state: stateOf(state), reason, since: undefined };
  const said = `${problem.message}; ${problem.next}`;
  if (state === 'above-range') return { state, reason: `${reason} (${said})`, since: undefined };
  const before = state === 'unknown' ? '' : ` (when its tags were last read: ${reason})`;
  // A first attempt that failed has read nothing.
  const since = attempt?.listing.state === 'failed' ? undefined : attempt?.readAt;
  return { state: 'unknown', reason: `${said}${before}`, since };
}

/** A plan knows of pull requests and holds by what goes with it; what it calls pending without an update is neither. */
function stateOf(state: Decided['state']): State {
  return state === 'pending' || state === 'held' ? 'unknown' : state;
}

function versionIn({ binding: { field } }: Decided): string | null {
  const { image } = field;
  if (image?.tag === undefined && image?.digest === undefined) return null;
  return printVersion(image);
}
