import { git } from './person.ts';
import { compareVersions, readState } from './race-fields.ts';

interface State {
  readonly ours: boolean;
  readonly isBound: boolean;
  readonly tags: readonly string[];
}

/**
 * The containers of a file that a person holds by having moved them down: of each field the newest move counts, unless
 * the field was not bound then and stood where a person had put it. Told from plain `git log`, without the product's own
 * reader.
 */
export async function heldByMove(dir: string, head: string, path: string): Promise<readonly number[]> {
  const log = await git(dir, 'log', '--first-parent', '--format=%H %cn', head, '--', path);
  const commits = log.split('\n').map((line) => ({ commit: line.slice(0, 40), committer: line.slice(41) }));
  const states = new Map<number, Promise<State>>();
  const stateAt = (at: number): Promise<State> => {
    const { commit = head, committer } = commits[at] ?? {};
    const known = states.get(at) ?? readStateAt(dir, commit, path, committer === 'Deployment Automator');
    states.set(at, known);
    return known;
  };
  /** The place of the commit, from `from` on, that put the field's value there; undefined for the first commit. */
  const putAt = async (field: number, from: number): Promise<number | undefined> => {
    for (let at = from; at + 1 < commits.length; at++) {
      const [now, before] = [await stateAt(at), await stateAt(at + 1)];
      if (now.tags[field] !== before.tags[field]) return at;
    }
    return undefined;
  };
  const isHeld = async (field: number): Promise<boolean> => {
    const at = await putAt(field, 0);
    if (at === undefined) return false;
    const [now, before] = [await stateAt(at), await stateAt(at + 1)];
    if (now.ours || compareVersions(now.tags[field] ?? '', before.tags[field] ?? '') > 0) return false;
    if (before.isBound) return true;
    const putBefore = await putAt(field, at + 1);
    return putBefore !== undefined && (await stateAt(putBefore)).ours;
  };
  const held: number[] = [];
  for (const field of (await stateAt(0)).tags.keys()) if (await isHeld(field)) held.push(field);
  return held;
}

async function readStateAt(dir: string, commit: string, path: string, ours: boolean): Promise<State> {
  const { major, fields } = readState(await git(dir, 'show', `${commit}:${path}`));
  return { ours, isBound: major !== undefined, tags: fields.map(({ tag }) => tag) };
}
