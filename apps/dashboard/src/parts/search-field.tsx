import './search-field.css';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** How long to wait for the next letter, in milliseconds. */
const typingPause = 150;

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** Called for the arrow down: to go on into what was found. */
  readonly onDown?: () => void;
  /** Whether the key `/` leads here, from anywhere on the page. */
  readonly hasShortcut?: boolean;
}

/** A field to search in, which waits until the typing pauses. */
export function SearchField(props: SearchFieldProps): JSX.Element {
  const { label, value, onSearch, onDown, hasShortcut = false } = props;
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [text, setText] = useState(value);
  const typed = useRef(value);

  // An address that somebody opened, or a button that clears the search, changes the text too.
  useEffect(() => {
    if (value !== typed.current) {
      typed.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!hasShortcut) return;
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, [hasShortcut]);

  return (
    <div class="search-field">
      <label for={id} class="heard-only">
        {label}
      </label>
      <Icon name="search" />
      <input
        ref={ref}
        id={id}
        type="search"
        placeholder={label}
        value={text}
        autocomplete="off"
        spellcheck={false}
        aria-keyshortcuts={hasShortcut ? '/' : undefined}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            typed.current = next.trim();
            onSearch(next.trim());
          }, typingPause);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || onDown === undefined) return;
          event.preventDefault();
          onDown();
        }}
      />
      {hasShortcut && (
        <span class="key" aria-hidden="true">
          /
        </span>
      )}
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
