import { imageName, printVersion } from '@deployment-automator/image-reference';
import {
  edit,
  type FileFacts,
  type ImageField,
  readFile,
  type VersionEdit,
} from '@deployment-automator/manifest-patcher';
import type { BranchComparison, BranchFile, OurBranches } from '../../config-repo/index.ts';
import { fieldKey, versionOf } from '../../holds/index.ts';
import type { Target } from './target.ts';

/** What a branch of ours holds beside its base. */
export interface BranchState {
  readonly head: string;
  /** The base has commits that it lacks. */
  readonly behind: boolean;
  /** It cannot be merged as it is. */
  readonly conflicts: boolean;
  /** Its tree is not base + our edits: somebody else has worked on it. */
  readonly edited: boolean;
  /** The fields that it moves, and where to. */
  readonly targets: readonly Target[];
}

interface Moves {
  readonly edits: readonly VersionEdit[];
  readonly targets: readonly Target[];
}

interface Promised {
  readonly file: string;
  readonly image: string;
  readonly to: string;
}

/**
 * Looks at a branch's tree, never at who wrote it. It is ours while every file is its base with nothing but versions
 * moved, and these are the moves that its commits tell in their trailers. A merge of the base into it changes neither.
 */
export async function readBranch(
  branches: Pick<OurBranches, 'compare' | 'readFile'>,
  head: string,
  base: string,
): Promise<BranchState> {
  const compared = await branches.compare(head, base);
  const promised = readTrailers(compared.messages);
  const moves = compared.files.map(movesOf);
  const targets = moves.flatMap((found) => found?.targets ?? []);
  const isOurs =
    compared.mergeBase !== undefined &&
    moves.every((found) => found !== undefined) &&
    isPromised(targets, promised) &&
    (await isKept(promised, targets, compared, (path) => branches.readFile(head, path)));
  return {
    head,
    behind: compared.mergeBase !== base,
    conflicts: compared.conflicts,
    edited: !isOurs,
    targets: targets.map((target) => ({ ...target, image: target.image || imageOf(target, promised) })),
  };
}

/** The moves that make one version of a file the other; undefined where something else differs. */
function movesOf({ path, before, after, sameMode }: BranchFile): Moves | undefined {
  if (before === undefined || after === undefined || !sameMode) return undefined;
  const [was, is] = [readFile(path, before), readFile(path, after)];
  const now = new Map(fieldsOf(is).map((field) => [field.id, field]));
  const edits: VersionEdit[] = [];
  const targets: Target[] = [];
  for (const field of fieldsOf(was)) {
    const moved = now.get(field.id);
    const to = moved === undefined ? undefined : versionOf(moved);
    const from = versionOf(field);
    if (to === undefined || from === undefined || printVersion(to) === printVersion(from)) continue;
    edits.push({ field: field.id, to, unpin: true });
    const image = field.image === undefined ? '' : imageName(field.image);
    targets.push({ file: path, id: field.id, field: fieldKey(field, was), image, to: printVersion(to) });
  }
  return Buffer.compare(edit(path, before, edits).bytes, after) === 0 ? { edits, targets } : undefined;
}

function fieldsOf(facts: FileFacts): readonly ImageField[] {
  return [...facts.fields, ...(facts.openFields ?? [])];
}

function readTrailers(messages: string): Promised[] {
  return [...messages.matchAll(/^Automator-Update: ([^#\s]+)#\S+ (\S+) \S+ -> (\S+)$/gm)].map(
    ([, file = '', image = '', to = '']) => ({ file: decodeURIComponent(file), image, to }),
  );
}

/** Every move is one that a trailer tells, and no trailer stands for two. */
function isPromised(targets: readonly Target[], promised: readonly Promised[]): boolean {
  const left = [...promised];
  return targets.every(({ file, to }) => {
    const at = left.findIndex((one) => one.file === file && one.to === to);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** What a trailer tells and the branch does not move stands on it all the same, because the base has it by now. */
async function isKept(
  promised: readonly Promised[],
  targets: readonly Target[],
  { files }: BranchComparison,
  read: (path: string) => Promise<Buffer | undefined>,
): Promise<boolean> {
  for (const { file, to } of promised) {
    const same = (one: { file: string; to: string }): boolean => one.file === file && one.to === to;
    const wanted = promised.filter(same).length;
    if (targets.filter(same).length >= wanted) continue;
    const bytes = files.find(({ path }) => path === file)?.after ?? (await read(file));
    const standing = bytes === undefined ? [] : fieldsOf(readFile(file, bytes)).map(versionOf);
    const count = standing.filter((version) => version !== undefined && printVersion(version) === to).length;
    if (count < wanted) return false;
  }
  return true;
}

function imageOf({ file, to }: Target, promised: readonly Promised[]): string {
  return promised.find((one) => one.file === file && one.to === to)?.image ?? '';
}
