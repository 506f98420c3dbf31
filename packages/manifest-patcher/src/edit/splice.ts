import { ManifestPatcherError } from '../manifest-patcher-error.ts';

/** Bytes to put in the place of others. */
export interface Splice {
  /** Byte offset. */
  readonly start: number;
  /** Byte offset, not included. */
  readonly end: number;
  readonly bytes: Uint8Array;
}

/**
 * Put splices into a file; every byte outside them stays as it was.
 *
 * @param splices in the order of the file
 * @throws ManifestPatcherError `splice-out-of-range`, `splices-overlap`
 */
export function applySplices(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const { start, end, bytes: replacement } of splices) {
    if (start > end || end > bytes.length) {
      const message = `A splice at ${start}..${end} lies outside the file's ${bytes.length} bytes. Read the file again.`;
      throw new ManifestPatcherError('splice-out-of-range', message);
    }
    if (start < done) {
      const message = `A splice at ${start}..${end} begins before the one before it ends, at ${done}. Sort them.`;
      throw new ManifestPatcherError('splices-overlap', message);
    }
    parts.push(bytes.subarray(done, start), replacement);
    done = end;
  }
  parts.push(bytes.subarray(done));
  return Buffer.concat(parts);
}

/** The splices that undo others, for the bytes after those were applied. */
export function invertSplices(bytes: Uint8Array, splices: readonly Splice[]): readonly Splice[] {
  let shift = 0;
  return splices.map(({ start, end, bytes: replacement }) => {
    const inverted = {
      start: start + shift,
      end: start + shift + replacement.length,
      bytes: bytes.slice(start, end),
    };
    shift += replacement.length - (end - start);
    return inverted;
  });
}

/** The same splices, into a text that begins elsewhere. */
export function moveSplices(splices: readonly Splice[], by: number): readonly Splice[] {
  return splices.map(({ start, end, bytes }) => ({ start: start + by, end: end + by, bytes }));
}
