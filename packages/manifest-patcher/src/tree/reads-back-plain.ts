/**
 * Whether a text, written plain, reads back as the same string in YAML 1.1 (Kubernetes, Go, Python) and in YAML 1.2.
 *
 * Says no where there is any doubt: quotes are always right.
 *
 * @param inFlow inside `[]` or `{}`, where `,[]{}` end a plain scalar
 */
export function readsBackPlain(text: string, inFlow = false): boolean {
  if (!/^[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}\n\t]*[^\s\p{C}])?$/u.test(text)) return false;
  if (/^(?:[-?:](?:[\s,[\]{}]|$)|[,[\]{}#&*!|>'"%@`])|: |:$| #|^---|^\.\.\./.test(text)) return false;
  if (inFlow && /[,[\]{}]/.test(text)) return false;
  return !otherTypes.some((type) => type.test(text));
}

/** What YAML 1.1 or 1.2, or a loader in wide use, takes for something else than a string. */
const otherTypes: readonly RegExp[] = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/i,
  /^[-+]?\.?(?:inf|nan|infinity)$/i,
  // Integers and floats in any base, with `_` between digits, and numbers of base 60 (`1:30`).
  /^[-+]?0[box][\da-f_]+$/i,
  /^[-+]?(?:[\d_][\d_,]*)?(?:\.[\d_]*)?(?:e[-+]?[\d_]*)?$/i,
  /^[-+]?\d[\d_]*(?::\d+)+(?:\.[\d_]*)?$/,
  // Dates and times.
  /^\d{4}-\d{1,2}-\d{1,2}/,
];
