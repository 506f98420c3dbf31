import { expect } from 'vitest';
import { compareVersions, majorOf, type PushedTags, readState } from './race-fields.ts';
import { readPushes, type Step, trailersOf } from './race-history.ts';
import type { PersonCommit } from './race-person.ts';
import type { World } from './world.ts';

/** Who commits for the service, where nothing else is configured. */
export const ourName = 'Deployment Automator';

/** Walks the branch commit by commit. @returns how many updates landed */
export async function checkHistory(
  world: World,
  history: readonly Step[],
  personCommits: readonly PersonCommit[],
  pushed: PushedTags,
): Promise<number> {
  checkLinear(history);
  checkPushes(history, await readPushes(world.repository.path));
  checkPerson(history, personCommits);
  const landed = new Set<string>();
  const held = new Set<string>();
  /** The fields that stand where we put them. */
  const ours = new Set<string>();
  let updates = 0;
  for (const step of history) {
    if (step.committer === ourName) {
      for (const { field, to } of checkUpdates(step, world.registry.host, pushed)) {
        const update = `${field} -> ${to}`;
        const story = (): string => tellStory(history, step, field);
        if (landed.has(update)) throw new Error(`${step.commit} lands ${update} again:\n${story()}`);
        if (held.has(field)) throw new Error(`${step.commit} moves what a person moved down:\n${story()}`);
        landed.add(update);
        ours.add(field);
        updates++;
      }
    } else {
      for (const update of movedAway(step)) landed.delete(update);
      for (const { field, down, wasBound } of personMoves(step)) {
        // Down from where a person had put it while nothing bound it: that holds nothing.
        if (down && (wasBound || ours.has(field))) held.add(field);
        else held.delete(field);
        ours.delete(field);
      }
    }
  }
  return updates;
}

/** What became of a field's file until a commit, to look at. */
function tellStory(history: readonly Step[], until: Step, field: string): string {
  const path = field.split(' ')[0];
  const steps = history.slice(0, history.indexOf(until) + 1);
  const told = steps.flatMap(({ commit, committer, message, changes }) =>
    changes
      .filter((change) => change.path === path)
      .map(({ after }) => {
        const { major, held, fields } = readState(after);
        const says = `^${major}${held ? ', held' : ''}: ${fields.map(({ tag }) => tag).join(' ')}`;
        return `${commit.slice(0, 8)} ${says} (${committer}: ${message.split('\n')[0]})`;
      }),
  );
  return told.slice(-30).join('\n');
}

/** Each commit hangs on the one before, so the first parents are all that there is. */
function checkLinear(history: readonly Step[]): void {
  history.forEach((step, at) => {
    expect(step.parents, step.commit).toEqual(
      history.slice(Math.max(0, at - 1), at).map(({ commit }) => commit),
    );
  });
}

/** Every push moved the branch forward from where the push before had left it. */
function checkPushes(history: readonly Step[], pushes: readonly { from: string; to: string }[]): void {
  const places = new Map(history.map(({ commit }, at) => [commit, at]));
  let stood = history[0]?.commit;
  for (const { from, to } of pushes) {
    expect(from, 'a push from elsewhere').toBe(stood);
    expect(places.get(to) ?? -1, `${from} to ${to} goes not forward`).toBeGreaterThan(places.get(from) ?? -1);
    stood = to;
  }
  expect(stood).toBe(history.at(-1)?.commit);
}

/** Every commit that people and bots pushed is there and changes just what they changed; there is no other. */
function checkPerson(history: readonly Step[], personCommits: readonly PersonCommit[]): void {
  const theirs = history.slice(1).filter(({ committer }) => committer !== ourName);
  const places = new Map(theirs.map(({ commit }, at) => [commit, at]));
  const inOrder = personCommits.toSorted(
    (a, b) => (places.get(a.commit) ?? -1) - (places.get(b.commit) ?? -1),
  );
  expect(theirs.map(({ commit, changes }) => ({ commit, changes }))).toEqual(
    inOrder.map(({ commit, path, before, after }) => ({
      commit,
      changes: before === after ? [] : [{ path, before, after }],
    })),
  );
}

interface Landing {
  /** File and container. */
  readonly field: string;
  readonly to: string;
}

/** One commit of ours: it does what its trailers say, and its parent's tree allowed that. */
function checkUpdates(step: Step, host: string, pushed: PushedTags): Landing[] {
  const trailers = trailersOf(step);
  expect(trailers.length, step.message).toBeGreaterThan(0);
  expect(step.message.match(/^Automator-Update: /gm)).toHaveLength(trailers.length);
  const expected = new Map<string, string[]>();
  for (const { file, container, image, from, to } of trailers) {
    const said = `${step.commit}: ${file} ${container} ${from} -> ${to}`;
    const change = step.changes.find(({ path }) => path === file);
    const { major, held, fields } = readState(change?.before ?? '');
    const field = fields[container];
    expect(field, said).toMatchObject({ image, tag: from });
    expect(major, `${said}: the range`).toBe(majorOf(to));
    expect(to, `${said}: a full version`).toMatch(/^\d+\.\d+\.\d+$/);
    expect(held, `${said}: a hold`).toBe(false);
    expect(compareVersions(to, from), `${said}: up`).toBeGreaterThan(0);
    expect(pushed.has(image.replace(`${host}/`, ''), to), `${said}: in the registry`).toBe(true);
    const lines = expected.get(file) ?? (change?.before ?? '').split('\n');
    const line = field?.line ?? -1;
    lines[line] = (lines[line] ?? '').replace(`${image}:${from}`, `${image}:${to}`);
    expected.set(file, lines);
  }
  expect(
    step.changes.map(({ path, after }) => [path, after]),
    step.commit,
  ).toEqual([...expected].map(([path, lines]) => [path, lines.join('\n')]).sort());
  return trailers.map(({ file, container, to }) => ({ field: `${file} ${container}`, to }));
}

interface PersonMove {
  readonly field: string;
  readonly down: boolean;
  /** Whether it was bound until then. */
  readonly wasBound: boolean;
}

/** Which fields a person's commit moves, and where to. */
function personMoves(step: Step): PersonMove[] {
  return step.changes.flatMap(({ path, before, after }) => {
    const now = readState(after).fields;
    const { major, fields } = readState(before);
    return fields.flatMap(({ tag }, at) => {
      const moved = now[at]?.tag;
      if (moved === undefined || moved === tag) return [];
      return [
        { field: `${path} ${at}`, down: compareVersions(moved, tag) < 0, wasBound: major !== undefined },
      ];
    });
  });
}

/** The values that a person's commit takes off their fields: those may land there again. */
function movedAway(step: Step): string[] {
  return step.changes.flatMap(({ path, before, after }) => {
    const now = readState(after).fields;
    return readState(before).fields.flatMap(({ tag }, at) =>
      now[at]?.tag === tag ? [] : [`${path} ${at} -> ${tag}`],
    );
  });
}
