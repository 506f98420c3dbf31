import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Live } from '../api/live.ts';
import { Icon } from '../parts/icon.tsx';
import { useLiveState } from './use-live-state.ts';

/** A connection that comes back within this time, in milliseconds, is not worth a word. */
const patience = 2_000;

/** Says plainly that what is shown may be old. */
export function LostNote({ live }: { readonly live: Live }): JSX.Element | null {
  const state = useLiveState(live);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (state !== 'lost') return undefined;
    const timer = setTimeout(() => setLong(true), patience);
    return () => clearTimeout(timer);
  }, [state]);
  if (!isLong) return null;
  return (
    <p class="lost-note" role="status">
      <Icon name="alert" /> The connection to the service is lost. What you see may be old; the page keeps
      trying.
    </p>
  );
}
