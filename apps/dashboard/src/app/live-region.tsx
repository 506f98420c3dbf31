import type { Activity } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Live } from '../api/live.ts';

/** What is worth interrupting somebody who hears the page; checks and webhooks come too often. */
const spokenKinds: ReadonlySet<Activity['kind']> = new Set(['commit', 'pull-request', 'word', 'failure']);

export interface Announcements {
  readonly said: string;
  readonly announce: (text: string) => void;
}

/** Gathers what is to be said: what the pages say, and what happens in the service. */
export function useAnnouncements(live: Live): Announcements {
  const [said, setSaid] = useState('');
  const announce = useCallback((text: string) => {
    // The same words again are only read when the region was empty between.
    setSaid('');
    setTimeout(() => setSaid(text), 50);
  }, []);
  useEffect(
    () =>
      live.onNews(({ activities }) => {
        const spoken = activities.filter(({ kind }) => spokenKinds.has(kind));
        const last = spoken.at(-1);
        if (last === undefined) return;
        announce(spoken.length === 1 ? last.message : `${spoken.length} changes; the last: ${last.message}`);
      }),
    [live, announce],
  );
  return { said, announce };
}

/** Heard, not seen. */
export function LiveRegion({ said }: { readonly said: string }): JSX.Element {
  return (
    <div class="heard-only" aria-live="polite">
      {said}
    </div>
  );
}
