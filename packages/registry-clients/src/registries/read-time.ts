/**
 * A time as registries write it, in milliseconds since 1970; undefined for none, for what is no time, and for the
 * year 1 and 1970, which stand for "never".
 */
export function readTime(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at > 0 ? at : undefined;
}

/** `{ [name]: time }`, or nothing where the time is not known. */
export function timed<Name extends 'builtAt' | 'pushedAt'>(
  name: Name,
  at: number | undefined,
): Partial<Record<Name, number>> {
  const known: Partial<Record<Name, number>> = {};
  if (at !== undefined && at > 0) known[name] = at;
  return known;
}
