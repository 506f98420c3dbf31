import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

/** The rows of a long list that are to be drawn now. */
export interface VirtualRows<Scroller extends HTMLElement, Row extends HTMLElement> {
  /** For the element that scrolls. */
  readonly scroller: RefObject<Scroller | null>;
  readonly rows: readonly VirtualItem[];
  /** How much room the rows before and after those take, in pixels. */
  readonly before: number;
  readonly after: number;
  /** For `ref` of each row, which also needs its index as `data-index`: rows may differ in height. */
  readonly measure: (row: Row | null) => void;
}

/**
 * Draws of a long list only what is seen.
 * @param count how many rows there are
 * @param height how high a row is until it was measured, in pixels
 */
export function useVirtualRows<Scroller extends HTMLElement, Row extends HTMLElement>(
  count: number,
  height: number,
): VirtualRows<Scroller, Row> {
  const scroller = useRef<Scroller>(null);
  const [, redraw] = useReducer((draws: number) => draws + 1, 0);
  const options = {
    count,
    estimateSize: () => height,
    getScrollElement: () => scroller.current,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: 10,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Scroller, Row>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());

  const rows = virtualizer.getVirtualItems();
  return {
    scroller,
    rows,
    before: rows[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
