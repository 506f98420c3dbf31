import type { Splice } from './splice.ts';

/** A part of a text that is being edited step by step: kept from the original, or new. */
type Piece = { readonly start: number; readonly end: number } | { readonly bytes: Uint8Array };

/**
 * Two rounds of splices as one.
 *
 * @param first into the original, in its order
 * @param second into what the first ones made of it, in its order
 * @param length of the original
 */
export function composeSplices(
  first: readonly Splice[],
  second: readonly Splice[],
  length: number,
): readonly Splice[] {
  let pieces = splicePieces([{ start: 0, end: length }], first);
  pieces = splicePieces(pieces, second);
  return toSplices(pieces, length);
}

function splicePieces(pieces: readonly Piece[], splices: readonly Splice[]): readonly Piece[] {
  const result: Piece[] = [];
  let at = 0;
  let next = 0;
  const queue = [...pieces].reverse();
  for (let piece = queue.pop(); piece !== undefined; piece = queue.pop()) {
    const splice = splices[next];
    const end = at + sizeOf(piece);
    if (splice === undefined || end < splice.start) {
      result.push(piece);
      at = end;
    } else if (at < splice.start) {
      result.push(cut(piece, 0, splice.start - at));
      queue.push(cut(piece, splice.start - at, end - at));
      at = splice.start;
    } else if (end < splice.end) {
      at = end; // The whole rest of this piece is replaced.
    } else {
      result.push({ bytes: splice.bytes });
      queue.push(cut(piece, splice.end - at, end - at));
      at = splice.end;
      next += 1;
    }
  }
  return result;
}

function toSplices(pieces: readonly Piece[], length: number): readonly Splice[] {
  const splices: Splice[] = [];
  let done = 0;
  let fresh: Uint8Array[] = [];
  const flush = (upTo: number): void => {
    const bytes = Buffer.concat(fresh);
    if (bytes.length > 0 || upTo > done) splices.push({ start: done, end: upTo, bytes });
    fresh = [];
  };
  for (const piece of pieces) {
    if (sizeOf(piece) === 0) continue;
    if ('bytes' in piece) {
      fresh.push(piece.bytes);
    } else {
      flush(piece.start);
      done = piece.end;
    }
  }
  flush(length);
  return splices;
}

function sizeOf(piece: Piece): number {
  return 'bytes' in piece ? piece.bytes.length : piece.end - piece.start;
}

function cut(piece: Piece, from: number, to: number): Piece {
  if ('bytes' in piece) return { bytes: piece.bytes.subarray(from, to) };
  return { start: piece.start + from, end: piece.start + to };
}
