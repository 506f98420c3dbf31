import type { Problem } from '../facts.ts';
import { LineIndex } from './line-index.ts';

/** Larger files are not read: no manifest comes near it. */
export const maxFileBytes = 50_000_000;

/**
 * A file, decoded byte by byte as Latin-1: an offset into `text` is an offset into the bytes, and any byte survives,
 * valid UTF-8 or not. Text that leaves this package is decoded again as UTF-8.
 */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** A SOPS message authentication code covers the whole file: any change would break it. */
  readonly sealed: boolean;
}

/** Decode a file, or say why that cannot be done. */
export function openSource(path: string, bytes: Buffer): SourceFile | Problem {
  if (bytes.length > maxFileBytes) {
    const size = `${bytes.length} bytes, the limit is ${maxFileBytes}`;
    return fileProblem('too-large', `The file is too large to be read (${size}). Split it.`);
  }
  if (isWide(bytes)) {
    const message = 'The file is UTF-32, or UTF-16 without a byte order mark. Save it as UTF-8.';
    return fileProblem('unsupported-encoding', message);
  }
  const text = bytes.toString('latin1');
  return { path, text, lines: new LineIndex(text), sealed: isSealed(text) };
}

/** The same memory as a Buffer, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** UTF-16 or UTF-32, by the byte order mark or the zero bytes around the first character (YAML 1.2.2, section 5.2). */
export function isWide(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}

/** Judged by the text, so that a sealed file is known as such even where it does not parse. */
function isSealed(text: string): boolean {
  if (!text.includes('sops')) return false;
  return (
    /(?:^|\n)(?:\xEF\xBB\xBF)?["']?sops["']?[ \t]*:[ \t]*\r?\n(?:(?:[ \t][^\n]*)?\n)*?[ \t]+["']?mac["']?[ \t]*:/.test(
      text,
    ) ||
    (/["']?sops["']?[ \t]*:\s*\{/.test(text) && /["']?mac["']?\s*:\s*["']?ENC\[/.test(text))
  );
}

function fileProblem(code: Problem['code'], message: string): Problem {
  return { code, message, line: 1, column: 1 };
}
