import { useEffect, useState } from 'preact/hooks';
import type { Live, LiveState } from '../api/live.ts';

/** Whether the page follows the service, as it changes. */
export function useLiveState(live: Live): LiveState {
  const [state, setState] = useState(live.state());
  useEffect(() => {
    setState(live.state());
    return live.onState(() => setState(live.state()));
  }, [live]);
  return state;
}
