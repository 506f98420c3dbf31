import { CST, type Scalar } from 'yaml';

/**
 * Text that was decoded as Latin-1, decoded as what it is. Always a copy: a slice would keep the whole file in memory
 * for as long as its facts live.
 */
export function decodeUtf8(text: string): string {
  if (text.length < shortLength && isAscii(text)) return text;
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** So short slices are copies anyway. */
const shortLength = 13;

/**
 * A scalar's text as YAML reads it, before any type is made of it (`1.10` stays `1.10`).
 *
 * @param text the file's text, which the scalar's range points into
 */
export function scalarText(scalar: Scalar, text: string): string {
  const value = scalar.source ?? '';
  if (scalar.type !== 'QUOTE_DOUBLE' || isAscii(value)) return decodeUtf8(value);
  // An escape such as \u00e9 has become a character already; only the bytes around it still need decoding.
  const source = decodeUtf8(text.slice(scalar.range?.[0], scalar.range?.[1]));
  return CST.resolveAsScalar({ type: 'double-quoted-scalar', offset: 0, indent: 0, source }).value;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0x7f) return false;
  }
  return true;
}
