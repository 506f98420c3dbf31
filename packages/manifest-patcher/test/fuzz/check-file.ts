import { isDeepStrictEqual } from 'node:util';
import { invertSplices } from '../../src/edit/splice.ts';
import { applySplices, edit, type FileFacts, type ImageField, readFile } from '../../src/index.ts';
import type { Random } from './random.ts';

/** What was seen of a file that broke no promise. */
export interface Seen {
  readonly fields: number;
  readonly changed: number;
  readonly refused: number;
  /** Of those, the ones that only the proof stopped. */
  readonly notProved: number;
}

/** A promise that was broken. */
export class BrokenPromise extends Error {}

const to = { tag: '2.0.0-fuzz' };
const wantedKinds = ['Pod', 'Deployment', 'Application'];

/**
 * Read a file, edit some of its images, and check everything that is promised of both.
 *
 * @throws BrokenPromise, or whatever the reader or the editor throws
 */
export function checkFile(path: string, bytes: Buffer, random: Random): Seen {
  const before = readFile(path, bytes, wantedKinds);
  promise(isDeepStrictEqual(JSON.parse(JSON.stringify(before)), before), 'the facts are plain data');
  const chosen = fieldsOf(before).filter(() => random.below(3) > 0);
  const patch = edit(
    path,
    bytes,
    chosen.map((field) => ({ field, to })),
  );
  promise(bytes.equals(applySplices(patch.bytes, patch.undo)), 'the undo gives the original bytes');
  const changed = new Set(patch.changes.map(({ field }) => field));
  const slots = fieldsOf(before)
    .filter(({ id }) => changed.has(id))
    .flatMap((field) => field.slots);
  for (const { start, end } of invertSplices(patch.bytes, patch.undo)) {
    const declared = slots.some(({ span }) => span.start <= start && end <= span.end);
    promise(declared, `the bytes ${start}..${end} belong to a value that was to change`);
  }
  compare(before, readFile(path, patch.bytes, wantedKinds), changed);
  return {
    fields: fieldsOf(before).length,
    changed: changed.size,
    refused: patch.refused.length,
    notProved: patch.refused.filter(({ code }) => code === 'not-proved').length,
  };
}

function compare(before: FileFacts, after: FileFacts, changed: ReadonlySet<string>): void {
  const ids = (facts: FileFacts): readonly string[] => fieldsOf(facts).map(({ id }) => id);
  promise(isDeepStrictEqual(ids(before), ids(after)), 'the same fields are found');
  for (const [index, old] of fieldsOf(before).entries()) {
    const now = fieldsOf(after)[index];
    if (!changed.has(old.id))
      promise(isDeepStrictEqual(texts(old), now && texts(now)), `${old.id} is as before`);
    else promise(now !== undefined && tagOf(now) === to.tag, `${old.id} has the new tag`);
  }
  const says = ({ notes, problems }: FileFacts): unknown => [
    notes.map(({ source, key, value, on, role }) => [source, key, value, on, role]),
    problems.map(({ code, document }) => [code, document]),
  ];
  promise(isDeepStrictEqual(says(before), says(after)), 'notes and problems are as before');
}

/** Image fields, then open ones. */
function fieldsOf({ fields, openFields = [] }: FileFacts): readonly ImageField[] {
  return [...fields, ...openFields];
}

/** An open field has no image: its one scalar is the tag. */
function tagOf({ image, slots }: ImageField): string | undefined {
  return image === undefined ? slots[0]?.text.trimEnd() : image.tag;
}

function texts({ slots, refusal, name, owner }: ImageField): unknown {
  return [slots.map(({ role, text }) => [role, text]), refusal?.code, name, owner];
}

function promise(kept: boolean, what: string): asserts kept {
  if (!kept) throw new BrokenPromise(`Not true: ${what}.`);
}
