/** When a hold ends, or why what was written is no time for it. */
export interface Until {
  /** RFC 3339; undefined where it shall last. */
  readonly until?: string;
  readonly fault?: string;
}

/** @param text as a field for date and time gives it, in the reader's time zone; empty for no end */
export function readUntil(text: string, now: number): Until {
  if (text === '') return {};
  const end = Date.parse(text);
  if (Number.isNaN(end)) return { fault: 'Write a date and a time.' };
  if (end <= now) return { fault: 'Choose a time that is still to come.' };
  return { until: new Date(end).toISOString() };
}
