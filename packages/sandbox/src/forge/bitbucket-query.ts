/** Reads a value of an object by its path in the query. */
export type ReadField = (path: string) => string;

/**
 * Whether a query of Bitbucket's language fits: comparisons with `=`, `!=`, `~` (contains, in any case) and `>`, joined
 * by AND. Undefined where it cannot be read.
 */
export function fitsQuery(query: string, read: ReadField): boolean | undefined {
  const clauses = query.split(' AND ').map((clause) => {
    return /^\s*([\w.]+)\s*(!=|=|~|>)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(clause);
  });
  if (clauses.some((clause) => clause === null)) return undefined;
  return clauses.every((clause) => {
    const [, path = '', operator, text = ''] = clause ?? [];
    const wanted = text.replaceAll(/\\(.)/g, '$1');
    const value = read(path);
    if (operator === '=') return value === wanted;
    if (operator === '!=') return value !== wanted;
    if (operator === '>') return rank(value) > rank(wanted);
    return value.toLowerCase().includes(wanted.toLowerCase());
  });
}

function rank(permission: string): number {
  return ['none', 'read', 'write', 'admin'].indexOf(permission);
}
