import type { Scalar } from 'yaml';
import { readsBackPlain } from '../tree/reads-back-plain.ts';

/** The source text of a one-line scalar with this value, in the style that it has now. Plain text is quoted at need. */
export function writeScalar(value: string, style: Scalar['type'], inFlow: boolean): string {
  if (style === 'QUOTE_SINGLE' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  if (style === 'PLAIN' && readsBackPlain(value, inFlow)) return value;
  // Every JSON string is a YAML double-quoted scalar with the same value.
  return JSON.stringify(value);
}
