import { isReleaseOf, type Release } from '../../holds/index.ts';
import type { Held } from '../../reconcile/index.ts';
import type { Store } from '../../store/index.ts';
import type { Proposer } from './branch-name.ts';
import type { PullRequestDesk } from './desk.ts';
import type { Wanted } from './known-pulls.ts';
import { type ClosedPull, mayRefuse, type Refusal, refusedTargets } from './refusals.ts';
import type { SeenPull } from './seen-pulls.ts';
import { type Target, targetKey, targetsHash } from './target.ts';

/** How far back closed pull requests of one branch are read. */
const closedAtMost = 10;

/** A refusal is believed this long without asking again, unless the forge's webhook says that something happened. */
const believedMilliseconds = 10 * 60_000;

function refusalsKey({ configRepo, base }: Pick<Proposer, 'configRepo' | 'base'>, branch: string): string {
  return `refusals:${configRepo}#${base}:${branch}`;
}

function refusedByKey({ configRepo, base }: Pick<Proposer, 'configRepo' | 'base'>, number: number): string {
  return `refused-by:${configRepo}#${base}:${number}`;
}

/** Something happened to a pull request or its branch: what it refused is asked for again. */
export async function forgetRefusals(
  store: Pick<Store, 'get' | 'delete'>,
  proposer: Pick<Proposer, 'configRepo' | 'base'>,
  { number, branch }: { readonly number: number; readonly branch?: string | undefined },
): Promise<void> {
  const named = branch ?? (await store.get(refusedByKey(proposer, number)));
  if (named !== undefined) await store.delete(refusalsKey(proposer, named));
}

/**
 * What of these targets is refused, by key; remembered for a while where anything is. What is lifted is not remembered:
 * who closes the next pull request refuses it again.
 */
async function readRefused(
  desk: PullRequestDesk,
  branch: string,
  asked: readonly string[],
  isLifted: (target: string, refusal: Refusal) => boolean,
): Promise<ReadonlyMap<string, Refusal>> {
  const { proposer, store } = desk;
  const key = refusalsKey(proposer, branch);
  const kept = await store.get(key);
  const known = kept === undefined ? undefined : (JSON.parse(kept) as Remembered);
  const isKnown = known?.asked === targetsHash(asked) && !known.refused.some((one) => isLifted(...one));
  if (isKnown) return new Map(known.refused);
  const refused = refusedTargets(await readClosed(desk, branch, asked));
  const matters = [...refused].filter((one) => asked.includes(one[0]) && !isLifted(...one));
  if (matters.length === 0) await store.delete(key);
  else {
    const remembered: Remembered = { asked: targetsHash(asked), refused: matters };
    await store.put(key, JSON.stringify(remembered), believedMilliseconds);
    for (const [, { number }] of matters) await store.put(refusedByKey(proposer, number), branch);
  }
  return new Map(matters);
}

interface Remembered {
  readonly asked: string;
  readonly refused: readonly (readonly [target: string, refusal: Refusal])[];
}

/**
 * Leaves out what persons have refused by closing a pull request. Asked only when something is pending that no open
 * pull request proposes.
 *
 * @param proposed the targets that an open pull request has already: reopening it has lifted its refusal
 * @param releases as persons have written them into the tree: each lifts what was refused before
 */
export async function withoutRefused(
  desk: PullRequestDesk,
  wanted: Wanted,
  proposed: readonly Target[],
  releases: readonly Release[],
): Promise<{
  readonly wanted: Wanted | undefined;
  readonly held: readonly Held[];
  /** The pull requests by whose closing that was refused, by number. */
  readonly refusing: readonly SeenPull[];
}> {
  const there = new Set(proposed.map(targetKey));
  const keys = wanted.targets.map(targetKey);
  const asked = keys.filter((key) => !there.has(key));
  if (asked.length === 0) return { wanted, held: [], refusing: [] };
  const { updates } = wanted.changeSet;
  const isLifted = (key: string, refusal: Refusal): boolean => {
    const [target, update] = [wanted.targets[keys.indexOf(key)], updates[keys.indexOf(key)]];
    if (target === undefined || update === undefined) return false;
    return releases.some((release) => isReleaseOf(release, target) && lifts(release, refusal, update.from));
  };
  const refused = await readRefused(desk, wanted.branch, asked, isLifted);
  const held: Held[] = [];
  const by = new Map<number, SeenPull>();
  const kept = updates.flatMap((update, at) => {
    const [key = '', target] = [keys[at], wanted.targets[at]];
    const refusal = there.has(key) ? undefined : refused.get(key);
    if (refusal === undefined) return target === undefined ? [] : [{ update, target }];
    const { id, image, from, to } = update;
    held.push({ id, image, from, to, code: 'refused', ...wordsOf(refusal, desk.forge.abilities.reopen) });
    const { number, url, title, at: when } = refusal;
    const fields = [...(by.get(number)?.fields ?? []), id];
    by.set(number, { number, url, title, branch: wanted.branch, state: 'refused', at: when, fields });
    return [];
  });
  const refusing = [...by.values()].sort((a, b) => a.number - b.number);
  if (kept.length === 0) return { wanted: undefined, held, refusing };
  const changeSet = { ...wanted.changeSet, updates: kept.map(({ update }) => update) };
  return { wanted: { ...wanted, changeSet, targets: kept.map(({ target }) => target) }, held, refusing };
}

/**
 * By when it was said, to the second; written by hand without a time, while the field has the version that it names.
 * What was refused nobody knows when is lifted by no time: the person's "no" holds.
 */
function lifts({ at, version }: Release, refusal: Refusal, current: string): boolean {
  if (at === undefined) return version === current;
  return refusal.at !== undefined && Date.parse(at) >= Math.floor(refusal.at / 1000) * 1000;
}

function wordsOf({ number, by, at }: Refusal, reopen: boolean): Pick<Held, 'reason' | 'since'> {
  const who = by === undefined ? 'it was closed' : `${by} closed it`;
  return {
    reason: `refused with pull request #${number}: ${who} without merging; ${reopen ? 'reopen it, or ' : ''}comment "/automator release" on it, to go on`,
    since: at === undefined ? null : new Date(at).toISOString(),
  };
}

async function readClosed(
  { forge, proposer }: PullRequestDesk,
  branch: string,
  keys: readonly string[],
): Promise<ClosedPull[]> {
  const listed = await forge.listByHead(branch, proposer.base, closedAtMost);
  const closed: ClosedPull[] = [];
  for (const pull of listed.filter((one) => mayRefuse(one, keys))) {
    const status = await forge.status(pull.number);
    const at = pull.closedAt ?? status.closedAt;
    closed.push({ pull, at, status, comments: await releasing(forge, pull.number, at) });
  }
  return closed;
}

/** What people who may write have said since it was closed. */
async function releasing(forge: PullRequestDesk['forge'], number: number, closedAt = 0) {
  const comments = await forge.listComments(number, Math.max(closedAt - 1, 0));
  const said = comments.filter(({ body }) => /^\/automator[ \t]+release\b/m.test(body));
  const allowed = await Promise.all(said.map(({ author }) => forge.mayWrite(author.login)));
  return said.filter((_, at) => allowed[at]);
}
