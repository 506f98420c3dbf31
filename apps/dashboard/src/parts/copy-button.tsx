import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../app/app-context.ts';
import { Icon } from './icon.tsx';

/** How long it says that it is done, in milliseconds. */
const saidFor = 2_000;

/** Puts a text on the clipboard. @param what what it is, as `the image's name` */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const { announce } = useApp();
  const [isDone, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      announce('Copied');
      setDone(true);
      setTimeout(() => setDone(false), saidFor);
    } catch {
      announce('The browser does not let this page copy');
    }
  };
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={copy}
    >
      <Icon name={isDone ? 'check' : 'copy'} />
    </button>
  );
}
