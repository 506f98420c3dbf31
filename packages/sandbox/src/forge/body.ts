/** A field of a JSON body, where it is a text. */
export function textOf(body: unknown, key: string): string | undefined {
  const value = field(body, key);
  return typeof value === 'string' ? value : undefined;
}

/** A field of a JSON body, where it is true or false. */
export function flagOf(body: unknown, key: string): boolean | undefined {
  const value = field(body, key);
  return typeof value === 'boolean' ? value : undefined;
}

/** The texts of a field of a JSON body that is a list. */
export function textsOf(body: unknown, key: string): readonly string[] {
  const value = field(body, key);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** A field of a JSON body, whatever it is. */
export function field(body: unknown, key: string): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  return Object.entries(body).find(([name]) => name === key)?.[1];
}
