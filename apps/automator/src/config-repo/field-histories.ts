import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import { type FieldHistory, fieldKey, sameVersion } from '../holds/index.ts';
import { type FieldRuns, followField } from './field-runs.ts';
import type { HistoryCommands, Rewrite } from './history-commands.ts';
import type { TreeEntry } from './list-files.ts';

/** A field whose past is asked for. */
export interface HistoryQuestion {
  readonly field: ImageField;
  /** The file that holds it, as it is now. */
  readonly facts: FileFacts;
  /** All values are wanted, not only the newest two. */
  readonly whole: boolean;
}

export interface HistorySources {
  readonly git: HistoryCommands;
  /** What a file said; undefined where it said nothing or cannot be read. */
  readonly factsOf: (entry: TreeEntry) => Promise<FileFacts | undefined>;
}

/** A file's path by which the walk goes on below a commit, and the fields that are followed in it. */
type Followed = ReadonlyMap<string, readonly FieldRuns[]>;

/** How often a file is followed through a new name. */
const renamesAtMost = 20;

/**
 * The values of fields on the first parents of a commit, from one `git log` for all of them. Renamed files are followed.
 *
 * @returns by field id
 */
export async function readHistories(
  commit: string,
  questions: readonly HistoryQuestion[],
  sources: HistorySources,
): Promise<ReadonlyMap<string, FieldHistory>> {
  const { git } = sources;
  const runs = follow(questions, git, false);
  const cut = await walk(commit, byPath(questions, runs), sources);
  const shallow = await git.shallowCommits();
  const rewritten = await findRewritten(commit, questions, runs, sources);
  const histories = new Map<string, FieldHistory>();
  for (const { field } of questions) {
    const run = runs.get(field.id);
    if (run === undefined) continue;
    const values = await run.values();
    const oldest = cut.get(run);
    const isShallow = oldest !== undefined && shallow.has(oldest);
    const missing = rewritten.has(field.id) ? 'rewritten' : isShallow ? 'shallow' : undefined;
    histories.set(field.id, { values, ...(missing !== undefined && { missing }) });
  }
  return histories;
}

function follow(
  questions: readonly HistoryQuestion[],
  git: HistoryCommands,
  whole: boolean,
): ReadonlyMap<string, FieldRuns> {
  return new Map(
    questions.map((question) => {
      const { field, facts } = question;
      return [field.id, followField(fieldKey(field, facts), field.id, whole || question.whole, git)];
    }),
  );
}

function byPath(questions: readonly HistoryQuestion[], runs: ReadonlyMap<string, FieldRuns>): Followed {
  const followed = new Map<string, FieldRuns[]>();
  for (const { field, facts } of questions) {
    const run = runs.get(field.id);
    if (run !== undefined) followed.set(facts.path, [...(followed.get(facts.path) ?? []), run]);
  }
  return followed;
}

/** @returns of the fields that are not settled, the commit that brought their file first */
async function walk(
  range: string,
  followed: Followed,
  sources: HistorySources,
): Promise<Map<FieldRuns, string>> {
  const ends = new Map<FieldRuns, string>();
  let rounds: { readonly range: string; readonly followed: Followed }[] = [{ range, followed }];
  for (let depth = 0; depth <= renamesAtMost && rounds.length > 0; depth++) {
    const next: typeof rounds = [];
    for (const round of rounds) {
      for (const [end, files] of await walkOnce(round.range, round.followed, ends, sources)) {
        next.push(...(await renamedFrom(end, files, sources.git)));
      }
    }
    rounds = next;
  }
  return ends;
}

interface End {
  readonly commit: string;
  readonly parent: string | undefined;
}

async function walkOnce(
  range: string,
  followed: Followed,
  ends: Map<FieldRuns, string>,
  { git, factsOf }: HistorySources,
): Promise<ReadonlyMap<End, Followed>> {
  const added = new Map<string, End>();
  const open = new Set(followed.keys());
  for await (const commit of git.log(range, [...open])) {
    for (const { path, mode, blob, added: isNew } of commit.changes) {
      const runs = followed.get(path);
      if (runs === undefined || !open.has(path)) continue;
      const facts = blob === undefined ? undefined : await factsOf({ path, mode, blob });
      for (const run of runs) {
        run.see(commit, facts);
        ends.set(run, commit.commit);
      }
      if (isNew) added.set(path, { commit: commit.commit, parent: commit.parents[0] });
      else added.delete(path);
      if (runs.every((run) => run.isSettled())) open.delete(path);
    }
    if (open.size === 0) break;
  }
  const below = new Map<End, Map<string, readonly FieldRuns[]>>();
  const known = new Map<string, End>();
  for (const [path, end] of added) {
    const runs = (followed.get(path) ?? []).filter((run) => !run.isSettled());
    if (runs.length === 0) continue;
    const same = known.get(end.commit) ?? end;
    known.set(end.commit, same);
    below.set(same, (below.get(same) ?? new Map()).set(path, runs));
  }
  return below;
}

/** Where files that were new in a commit have their past, one walk for all of that commit. */
async function renamedFrom(
  { commit, parent }: End,
  files: Followed,
  git: HistoryCommands,
): Promise<{ readonly range: string; readonly followed: Followed }[]> {
  if (parent === undefined) return [];
  const from = await git.renames(parent, commit);
  const followed = new Map<string, readonly FieldRuns[]>();
  for (const [path, runs] of files) {
    const old = from.get(path);
    if (old !== undefined) followed.set(old, [...(followed.get(old) ?? []), ...runs]);
  }
  return followed.size === 0 ? [] : [{ range: parent, followed }];
}

/**
 * The fields whose moves somebody's rewrite of the branch dropped, and that were not moved since. What the rewrite kept,
 * under whatever commit, is not dropped.
 */
async function findRewritten(
  commit: string,
  questions: readonly HistoryQuestion[],
  runs: ReadonlyMap<string, FieldRuns>,
  sources: HistorySources,
): Promise<ReadonlySet<string>> {
  const { git } = sources;
  const found = new Set<string>();
  for (const rewrite of await git.rewrites()) {
    const dropped = await droppedBy(rewrite, commit, questions, sources);
    for (const id of dropped) {
      const [newest] = (await runs.get(id)?.values()) ?? [];
      if (newest === undefined || (await git.isBehind(newest.commit, rewrite.after))) found.add(id);
    }
  }
  return found;
}

async function droppedBy(
  { before }: Rewrite,
  commit: string,
  questions: readonly HistoryQuestion[],
  sources: HistorySources,
): Promise<readonly string[]> {
  const base = await sources.git.commonBase(before, commit);
  const movesSince = async (head: string): Promise<ReadonlyMap<string, FieldRuns>> => {
    const moves = follow(questions, sources.git, true);
    const range = base === undefined ? head : `${base}..${head}`;
    await walk(range, byPath(questions, moves), sources);
    return moves;
  };
  const [old, now] = [await movesSince(before), await movesSince(commit)];
  return questions
    .map(({ field: { id } }) => id)
    .filter((id) => {
      const [was, is] = [old.get(id)?.versions() ?? [], now.get(id)?.versions() ?? []];
      const kept = is.slice(Math.max(0, is.length - was.length));
      return was.some((version, at) => !sameVersion(version, kept[at] ?? {}));
    });
}
