import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { type RowRange, rowsInSight } from './rows-in-sight.ts';

/** Follows which rows of a list are in the window. @param list the element that is as high as all rows together */
export function useRowsInSight(list: RefObject<HTMLElement | null>, total: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, last: Math.min(total, 30) - 1 });
  useLayoutEffect(() => {
    const look = (): void => {
      const rect = list.current?.getBoundingClientRect();
      if (rect === undefined) return;
      const found = rowsInSight({ top: rect.top, height: rect.height, windowHeight: innerHeight, total });
      setRange((before) => (before.first === found.first && before.last === found.last ? before : found));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [list, total]);
  return range;
}
