import type { FileFacts, ImageField, Span } from '../facts.ts';
import { maxFileBytes } from './source-file.ts';

/**
 * A UTF-16 file as UTF-8, and the way back: everything else in this package reads and edits UTF-8.
 *
 * Half a surrogate pair, which is no character, has the length of U+FFFD on the way back too, so offsets stay exact.
 */
export interface Utf16File {
  /** With its byte order mark. */
  readonly utf8: Buffer;
  readonly littleEndian: boolean;
}

/** A file with the byte order mark of UTF-16 (YAML 1.2.2, section 5.2); undefined for any other. */
export function decodeUtf16(bytes: Buffer): Utf16File | undefined {
  if (bytes.length % 2 !== 0 || bytes.length > maxFileBytes) return undefined;
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const littleEndian = mark === 0xfffe;
  if (!littleEndian && mark !== 0xfeff) return undefined;
  // UTF-32 in little-endian order begins with the same mark.
  if (littleEndian && bytes.length >= 4 && bytes.readUInt16LE(2) === 0) return undefined;
  const swapped = littleEndian ? bytes : Buffer.from(bytes).swap16();
  return { utf8: Buffer.from(swapped.toString('utf16le')), littleEndian };
}

/** UTF-8 in the byte order of the file. */
export function encodeUtf16(utf8: Uint8Array, { littleEndian }: Utf16File): Buffer {
  const bytes = Buffer.from(Buffer.from(utf8).toString('utf8'), 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
}

/** Spans of the UTF-8 text as spans of the file, by their offsets. */
export function spansInUtf16(spans: readonly Span[], { utf8 }: Utf16File): (span: Span) => Span {
  const offsets = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const moved = new Map<number, number>();
  let units = 0;
  let at = 0;
  for (const offset of offsets) {
    for (; at < offset; at += 1) units += unitsOf(utf8[at] ?? 0);
    moved.set(offset, units * 2);
  }
  return ({ start, end }) => ({ start: moved.get(start) ?? 0, end: moved.get(end) ?? 0 });
}

/** What was read from the UTF-8 text, with the offsets of the file. Lines and columns are the same in both. */
export function factsInUtf16(facts: FileFacts, file: Utf16File): FileFacts {
  const { fields, openFields } = facts;
  const spans = [...fields, ...(openFields ?? [])].flatMap(({ slots }) => slots.map(({ span }) => span));
  const move = spansInUtf16(spans, file);
  const moved = (field: ImageField): ImageField => ({
    ...field,
    slots: field.slots.map((slot) => ({ ...slot, span: move(slot.span) })),
  });
  return {
    ...facts,
    fields: fields.map(moved),
    ...(openFields === undefined ? {} : { openFields: openFields.map(moved) }),
  };
}

/** The code units of the character that a byte of UTF-8 begins. */
function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
