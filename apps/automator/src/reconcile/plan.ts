import type { Binding, BindingTable, WriteBack } from '@deployment-automator/bindings';
import { imageName, parseImageName, printVersion } from '@deployment-automator/image-reference';
import type { Decision } from '@deployment-automator/tag-policy';
import { changeSetsOf, type Grouping } from './change-sets.ts';
import { chosenVersion } from './chosen-version.ts';
import { decideOnce } from './decide-once.ts';
import { frozenBy } from './frozen-by.ts';
import type { ListingLookup } from './listing-record.ts';
import { sayHold } from './say-hold.ts';
import type { BindingState, ChangeSet, Held, Update } from './update.ts';

/** What the operator allows in one config repo. */
export interface PlanRules {
  readonly writeBack: WriteBack;
  /** What travels together where the owner names no group. Default: each image in each directory. */
  readonly grouping?: Grouping | undefined;
  /** Whether a config repo may name this image (`registry/repository`). */
  readonly allows: (image: string) => boolean;
  /** Set while everything is frozen: why. */
  readonly frozen?: string | undefined;
}

/** A binding and what was decided for it. */
export interface Decided {
  readonly binding: Binding;
  /** `registry/repository`, canonical. */
  readonly image: string;
  readonly state: BindingState;
  readonly reason: string;
  /** Why it would not move if it were to: what is written on it, where that holds it now. */
  readonly hold?: string;
}

/** What is to be done in one tree, and what is not and why. */
export interface Plan {
  readonly changeSets: readonly ChangeSet[];
  readonly updates: readonly Update[];
  readonly held: readonly Held[];
  readonly decided: readonly Decided[];
}

/** Turns bindings and listings into change sets. The same input gives the same plan, in the order of the field ids. */
export function plan(
  table: Pick<BindingTable, 'bindings' | 'freezes'>,
  listings: ListingLookup,
  rules: PlanRules,
  now: number,
): Plan {
  const updates: Update[] = [];
  const held: Held[] = [];
  const decided: Decided[] = [];
  const decide = decideOnce(now);
  const frozen = rules.frozen ?? frozenBy(table, now);
  for (const binding of table.bindings.toSorted((a, b) => compare(a.field.id, b.field.id))) {
    const { field, options } = binding;
    if (field.image === undefined) continue;
    const image = imageName(field.image);
    const written = writtenHold(binding, now);
    const say = (state: BindingState, reason: string): void => {
      decided.push({ binding, image, state, reason, ...(written !== undefined && { hold: written }) });
    };
    if (!rules.allows(image)) {
      say('refused', `the operator's allow.registries does not name ${image}`);
      continue;
    }
    const record = listings(image);
    if (record === undefined) {
      say('unknown', 'the registry was not asked yet');
      continue;
    }
    if (record.unfinished && binding.policy.order.by === 'time') {
      say('unknown', 'the times of its tags are still being looked up');
      continue;
    }
    const decision = decide(binding.policy, record.listing, field.image, {
      ...(options.allowDown !== undefined && { allowDown: options.allowDown }),
      ...(options.minAge !== undefined && { minAge: options.minAge }),
    });
    const update = updateOf(binding, image, decision, rules.writeBack);
    if (update === undefined) {
      say(stateOf(decision), decision.reason);
      continue;
    }
    const hold = holdOf(frozen, written);
    if (hold === undefined) {
      updates.push(update);
      say('pending', update.reason);
    } else {
      held.push({ id: update.id, image, from: update.from, to: update.to, since: null, ...hold });
      say('held', hold.reason);
    }
  }
  return { changeSets: changeSetsOf(updates, rules.grouping), updates, held, decided };
}

/** What a decision comes to for a binding; undefined where nothing moves. */
export function updateOf(
  binding: Binding,
  image: string,
  decision: Decision,
  allowed: WriteBack,
): Update | undefined {
  const { field, policy, dialect, options } = binding;
  const { chosen, code } = decision;
  if (chosen === undefined || field.image === undefined || code === 'current') return undefined;
  return {
    id: field.id,
    image,
    name: parseImageName(image),
    from: printVersion(field.image),
    to: printVersion(chosenVersion(binding, chosen)),
    policy: policy.text,
    dialect,
    reason: decision.reason,
    group: options.group ?? null,
    delivery: tighter(allowed, options.writeBack),
    file: field.place.file,
    binding,
    chosen,
  };
}

/** What is written on a field to hold it now. */
function writtenHold({ options: { hold } }: Binding, now: number): string | undefined {
  if (hold?.until !== undefined && hold.until <= now) return undefined;
  return hold && sayHold(hold);
}

function holdOf(
  frozen: string | undefined,
  written: string | undefined,
): Pick<Held, 'code' | 'reason'> | undefined {
  if (frozen !== undefined) return { code: 'frozen', reason: frozen };
  return written === undefined ? undefined : { code: 'hold', reason: written };
}

function stateOf(decision: Decision): BindingState {
  switch (decision.code) {
    case 'above-range':
    case 'no-candidate':
    case 'unknown':
      return decision.code;
    default:
      return 'current';
  }
}

const freedom: Readonly<Record<WriteBack, number>> = { observe: 0, 'pull-request': 1, commit: 2 };

/** The tighter of the two: what a config repo says can only tighten what the operator allows (law 10). */
export function tighter(allowed: WriteBack, wanted: WriteBack | undefined): WriteBack {
  return wanted !== undefined && freedom[wanted] < freedom[allowed] ? wanted : allowed;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
