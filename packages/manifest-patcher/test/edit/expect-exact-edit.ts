import { expect } from 'vitest';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import {
  applySplices,
  edit,
  type FileFacts,
  type ImageField,
  type Patch,
  readFile,
  type Span,
  type VersionEdit,
} from '../../src/index.ts';

/** What was to be set, and what came of it. */
export interface ExactEdit {
  readonly fields: readonly ImageField[];
  readonly patch: Patch;
}

/** Another version for a field: one that it does not have. */
function otherVersion({ image }: ImageField): VersionEdit['to'] {
  const digest = `sha256:${'7'.repeat(64)}`;
  if (image?.digest !== undefined && image.tag === undefined) return { digest };
  const tag = image?.tag === '7.7.7' ? '8.8.8' : '7.7.7';
  return image?.digest === undefined ? { tag } : { tag, digest };
}

/**
 * Set every image of a file to another reference and check all that an edit promises: bytes change inside of the
 * fields' own scalars only, what is read back is what was meant, every other value is what it was, by the judgement of
 * another reader too, and the undo gives the file back bit for bit.
 *
 * @param chosen whether a field is to be set, by its number in the file; every one by default
 */
export function expectExactEdit(
  path: string,
  bytes: Uint8Array,
  chosen: (index: number) => boolean = () => true,
): ExactEdit {
  const facts = readFile(path, bytes);
  const wanted = facts.fields.filter((_, index) => chosen(index));
  const patch = edit(
    path,
    bytes,
    wanted.map((field) => ({ field, to: otherVersion(field) })),
  );
  const changed = new Map(patch.changes.map((change) => [change.field, change.to]));
  expectOnlyDeclaredBytes(
    bytes,
    patch,
    facts.fields.filter(({ id }) => changed.has(id)),
  );
  expect(Buffer.from(applySplices(patch.bytes, patch.undo)).equals(bytes), 'undo').toBe(true);
  if (changed.size === 0) return { fields: wanted, patch };

  const after = readFile(path, patch.bytes);
  const says = ({ fields }: FileFacts): unknown =>
    fields.map((field) => [field.id, field.image?.original, field.refusal?.code]);
  const meant = {
    ...facts,
    fields: facts.fields.map((field) => withReference(field, changed.get(field.id))),
  };
  expect(says(after)).toEqual(says(meant));
  expect(after.problems.map(({ code }) => code)).toEqual(facts.problems.map(({ code }) => code));
  expectSameOtherValues(bytes, patch);
  return { fields: wanted, patch };
}

function withReference(field: ImageField, original: string | undefined): ImageField {
  return field.image === undefined || original === undefined
    ? field
    : { ...field, image: { ...field.image, original } };
}

/** The bytes outside of what the undo takes back are those outside of the fields' scalars. */
function expectOnlyDeclaredBytes(bytes: Uint8Array, patch: Patch, fields: readonly ImageField[]): void {
  const declared = fields.flatMap(({ slots }) => slots.map(({ span }) => span));
  let shift = 0;
  let end = 0;
  for (const splice of patch.undo) {
    const start = splice.start - shift;
    const before = Buffer.from(patch.bytes.subarray(end + shift, splice.start));
    expect(before.equals(bytes.subarray(end, start)), 'bytes between splices').toBe(true);
    end = start + splice.bytes.length;
    expect(
      declared.some((span) => contains(span, { start, end })) || isAnchored(bytes, start),
      'in a field',
    ).toBe(true);
    shift = splice.end - end;
  }
  expect(Buffer.from(patch.bytes.subarray(end + shift)).equals(bytes.subarray(end)), 'bytes at the end').toBe(
    true,
  );
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A value that its users share stands behind its anchor. */
function isAnchored(bytes: Uint8Array, start: number): boolean {
  return /&\S+\s+$/.test(Buffer.from(bytes.subarray(Math.max(0, start - 200), start)).toString('latin1'));
}

/** As many scalars as splices may differ, and those in their order; the others say what they said. */
function expectSameOtherValues(bytes: Uint8Array, patch: Patch): void {
  const before = scalars(bytes);
  const after = scalars(patch.bytes);
  expect(after.length).toBe(before.length);
  const different = before.filter((value, index) => value !== after[index]);
  expect(different.length).toBeLessThanOrEqual(patch.undo.length);
}

function scalars(bytes: Uint8Array): readonly string[] {
  const found: string[] = [];
  const options = { uniqueKeys: false, logLevel: 'silent', version: '1.1' } as const;
  for (const document of parseAllDocuments(decode(bytes), options)) {
    visit(document, {
      Alias: (_, { source }) => void found.push(`*${source}`),
      Scalar: (_, scalar) =>
        void (isScalar(scalar) && found.push(`${typeof scalar.value} ${String(scalar.value)}`)),
    });
  }
  return found;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
