/** RFC 3339, also without a fraction or with one of any length. */
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Reproducible builds write 1970-01-01, 1980-01-01 or Go's zero time in place of a time. */
const EARLIEST = Date.parse('1980-01-03T00:00:00Z');

/** When an image says that it was built, in milliseconds since 1970; undefined where it does not say. */
export function buildTime(text: string | undefined): number | undefined {
  if (text === undefined || !TIME.test(text)) return undefined;
  const at = Date.parse(text);
  return at >= EARLIEST ? at : undefined;
}
