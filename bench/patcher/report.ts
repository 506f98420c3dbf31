import { cpus } from 'node:os';

/** One measured thing beside what it may be. */
export interface Row {
  readonly name: string;
  readonly milliseconds: number;
  /** Times some yardstick, and the most that it may be. */
  readonly times?: readonly Ratio[];
}

export interface Ratio {
  readonly of: string;
  readonly ratio: number;
  readonly limit?: number;
}

export function reportMachine(): string {
  return `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString()}`;
}

export function reportRow({ name, milliseconds, times = [] }: Row): string {
  const shown = times.map(({ of, ratio, limit }) => {
    const verdict = limit === undefined ? '' : ` (limit ${limit}: ${ratio <= limit ? 'kept' : 'MISSED'})`;
    return `${ratio.toFixed(2)} x ${of}${verdict}`;
  });
  const time = milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0);
  return `${name.padEnd(46)} ${time.padStart(8)} ms   ${shown.join(', ')}`;
}
