import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard's place where one control gives way to another: what can take the focus first in the element gets
 * it whenever `state` changes.
 */
export function useFocusAfterSwap<Holder extends HTMLElement>(state: unknown): RefObject<Holder | null> {
  const ref = useRef<Holder>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    // Somebody who went elsewhere meanwhile is left there.
    if (document.activeElement !== document.body) return;
    ref.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, [state]);
  return ref;
}
