/** What fills the `{names}` of an operation. */
export type PathValues = Readonly<Record<string, string | number>>;

/** What goes behind the `?`; what is undefined is left out, a list is one parameter for each entry. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** `/projects/{project}/merge_requests/{number}` with its names filled in, each percent-encoded as one segment. */
export function fillPath(operation: string, values: PathValues): string {
  return operation.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`nothing is given for {${name}} of ${operation}`);
    // As a segment of their own these would climb the path.
    const text = String(value);
    return /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%2E') : encodeURIComponent(text);
  });
}

export function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
