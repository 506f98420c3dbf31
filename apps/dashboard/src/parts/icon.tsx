import type { JSX } from 'preact';

/** Drawn on a grid of 16 by 16, as strokes in the colour of the text beside them. */
const paths = {
  alert: 'M8 1.8 15 14H1ZM8 6v4M8 12v.2',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  ban: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM3.5 3.5l9 9',
  check: 'M2.5 8.5 6 12l7.5-8',
  clock: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5',
  copy: 'M6 6V2h8v8h-4M2 6h8v8H2Z',
  empty: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8h6',
  key: 'M10.5 1.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM7.5 8.5 1.5 14.5M4 12l2 2',
  link: 'M6 3H3v10h10v-3M9 2h5v5M14 2 7.5 8.5',
  moon: 'M13.5 9.5A6 6 0 1 1 6.5 2.5a5 5 0 0 0 7 7Z',
  pause: 'M5 2.5v11M11 2.5v11',
  pull: 'M4 5.5v9M4 5.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM12 10.5V6a2 2 0 0 0-2-2H8M12 10.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM9.5 2 7.5 4 9.5 6',
  question: 'M5.5 5.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M8 12.5v.2',
  search: 'M7 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM11 11l3.5 3.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  up: 'M8 14V2.5M3.5 7 8 2.5 12.5 7',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside a word; by itself it says nothing to those who hear the page. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
