import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { KeptList } from './kept-list.ts';
import type { RowList } from './row-list.ts';

export interface KeptListOptions {
  readonly kept: RefObject<KeptList | undefined>;
  readonly key: string;
  readonly list: RowList | undefined;
  readonly active: number;
  readonly body: RefObject<HTMLElement | null>;
}

/** Keeps the list when the page is left, and brings the reader back to the row that was open. */
export function useKeptList({ kept, key, list, active, body }: KeptListOptions): void {
  const latest = useRef({ key, list, active });
  latest.current = { key, list, active };

  useLayoutEffect(() => {
    const before = kept.current?.key === latest.current.key ? kept.current : undefined;
    let scroll = before?.scroll ?? 0;
    scrollTo({ top: scroll });
    const follow = (): void => {
      scroll = scrollY;
    };
    addEventListener('scroll', follow, { passive: true });
    return () => {
      removeEventListener('scroll', follow);
      const { list: left, ...rest } = latest.current;
      kept.current = left === undefined ? undefined : { ...rest, list: left, scroll };
    };
  }, [kept]);

  useEffect(() => {
    // Who came by a link of the navigation has the focus there, and keeps it.
    const isFree = document.activeElement === document.body || document.activeElement?.tagName === 'H1';
    if (kept.current?.key !== latest.current.key || !isFree) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${kept.current.active}"] a`);
    row?.focus({ preventScroll: true });
  }, [kept, body]);
}
