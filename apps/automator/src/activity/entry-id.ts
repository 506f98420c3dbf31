/**
 * The id of an entry: a time and a number, in digits enough that ids sort as text. The time comes first, so ids go on
 * where they were after a restart.
 *
 * @param milliseconds since the epoch
 */
export function printEntryId(milliseconds: number, number: number): string {
  return `${String(milliseconds).padStart(15, '0')}-${String(number).padStart(6, '0')}`;
}

/** The same id as a Redis stream writes it: `<milliseconds>-<number>` without leading zeros. */
export function toStreamId(id: string): string | undefined {
  const [, milliseconds, number] = /^(\d{15})-(\d{6})$/.exec(id) ?? [];
  return milliseconds === undefined ? undefined : `${Number(milliseconds)}-${Number(number)}`;
}

export function fromStreamId(id: string): string {
  const [milliseconds, number] = id.split('-');
  return printEntryId(Number(milliseconds), Number(number));
}
