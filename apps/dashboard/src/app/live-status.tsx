import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Live, LiveState } from '../api/live.ts';

const words: Readonly<Record<LiveState, { readonly word: string; readonly title: string }>> = {
  connecting: { word: 'Connecting…', title: 'The page connects to the service' },
  open: { word: 'Live', title: 'Changes are shown as they happen' },
  lost: {
    word: 'Not live',
    title: 'The connection to the service is lost. What you see may be old. The page keeps trying.',
  },
};

/** Whether what is shown follows the service. */
export function LiveStatus({ live }: { readonly live: Live }): JSX.Element {
  const [state, setState] = useState(live.state());
  useEffect(() => {
    setState(live.state());
    return live.onState(() => setState(live.state()));
  }, [live]);
  const { word, title } = words[state];
  return (
    <span class={`live-status ${state}`} title={title} role="status">
      <span class="live-dot" aria-hidden="true" />
      {word}
    </span>
  );
}
