import type { JSX } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { printAgo } from './ago.ts';

/** How often the words are looked at again, in milliseconds. */
const lookAgain = 20_000;

export interface TimeAgoProps {
  /** RFC 3339. */
  readonly at: string;
}

/** A time as people say it; the exact one, in the reader's time zone, in the title. */
export function TimeAgo({ at }: TimeAgoProps): JSX.Element {
  useTick();
  const then = Date.parse(at);
  if (Number.isNaN(then)) return <span>{at}</span>;
  return (
    <time dateTime={at} title={printExact(then)}>
      {printAgo(then, Date.now())}
    </time>
  );
}

/** A time to the second with its zone, as the reader's language writes it. */
export function printExact(then: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' }).format(then);
}

/** Draws again now and then, because the words depend on when they are read. */
function useTick(): void {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => tick(undefined), lookAgain);
    return () => clearInterval(timer);
  }, []);
}
