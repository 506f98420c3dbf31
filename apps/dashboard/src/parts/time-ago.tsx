import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { printAgo } from './ago.ts';

/** How often the words are looked at again, in milliseconds. */
const lookAgain = 20_000;

export interface TimeAgoProps {
  /** RFC 3339. */
  readonly at: string;
}

/** A time as people say it; the exact one, in the reader's time zone, in the title. */
export function TimeAgo({ at }: TimeAgoProps): JSX.Element {
  const now = useNow();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return <span>{at}</span>;
  return (
    <time dateTime={at} title={printExact(then)}>
      {printAgo(then, now)}
    </time>
  );
}

/** A time to the second with its zone, as the reader's language writes it. */
export function printExact(then: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' }).format(then);
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookAgain);
    return () => clearInterval(timer);
  }, []);
  return now;
}
