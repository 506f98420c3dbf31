/**
 * The BullMQ job id of one look: the subject, then the number of the look at that subject.
 *
 * BullMQ refuses ids that hold a colon or are an integer. `encodeURIComponent` escapes the colon and the `@`, and
 * leaves an image or branch readable.
 */
export function printJobId(subject: string, turn: number): string {
  return `${encodeSubject(subject)}@${turn}`;
}

/** The part of a job id that all looks at one subject share. A lone surrogate, which has no UTF-8, becomes U+FFFD. */
export function encodeSubject(subject: string): string {
  return encodeURIComponent(Buffer.from(subject).toString());
}

export function parseJobId(id: string): { subject: string; turn: number } {
  const at = id.lastIndexOf('@');
  return { subject: decodeURIComponent(id.slice(0, at)), turn: Number(id.slice(at + 1)) };
}
