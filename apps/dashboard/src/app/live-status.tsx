import type { JSX } from 'preact';
import type { Live, LiveState } from '../api/live.ts';
import { useLiveState } from './use-live-state.ts';

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
  const state = useLiveState(live);
  const { word, title } = words[state];
  return (
    <span class={`live-status ${state}`} title={title} role="status">
      <span class="live-dot" aria-hidden="true" />
      {word}
    </span>
  );
}
