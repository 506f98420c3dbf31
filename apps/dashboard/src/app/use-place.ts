import { useEffect, useState } from 'preact/hooks';
import { hrefOf, type Place, type Route, readHash } from './route.ts';

const replaced = 'dashboard:replaced';

/** The place that the address names now. */
export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = (): void => setHash(location.hash);
    addEventListener('hashchange', look);
    addEventListener(replaced, look);
    return () => {
      removeEventListener('hashchange', look);
      removeEventListener(replaced, look);
    };
  }, []);
  return readHash(hash);
}

/** Goes to a place, as a link would. */
export function goTo(route: Route, query?: URLSearchParams): void {
  location.hash = hrefOf(route, query);
}

/** Changes the address without a step in the browser's history: for a search that is being typed. */
export function replacePlace(route: Route, query?: URLSearchParams): void {
  const href = hrefOf(route, query);
  if (href === location.hash) return;
  history.replaceState(history.state, '', href);
  dispatchEvent(new Event(replaced));
}
