import type { Scalar } from 'yaml';
import { readsBackPlain } from '../tree/reads-back-plain.ts';

/** The source text of a one-line scalar with this value, in the style that it has now. Plain text is quoted at need. */
export function writeScalar(value: string, style: Scalar['type'], inFlow: boolean): string {
  if (style === 'QUOTE_SINGLE' && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]/u.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  if (style === 'PLAIN' && readsBackPlain(value, inFlow)) return value;
  return writeDoubleQuoted(value);
}

/** Every JSON string is a YAML double-quoted scalar with the same value, once what YAML does not print is escaped. */
function writeDoubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
