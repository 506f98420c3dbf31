import './field.css';
import './image-picker.css';
import type { ImageRow } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useSettled } from './use-settled.ts';

export interface ImagePickerProps {
  readonly label: string;
  /** What stands in the empty box. */
  readonly hint: string;
  readonly onPick: (image: ImageRow) => void;
}

const shownAtOnce = 8;
/** How long somebody must pause in typing, in milliseconds. */
const pause = 200;

/**
 * Finds an image by a part of its name: a text box with a list, as the ARIA practices have it.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function ImagePicker({ label, hint, onPick }: ImagePickerProps): JSX.Element {
  const id = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const search = useSettled(text.trim(), pause);
  const { answer, problem } = useAnswer(
    isOpen ? ask.images({ search, sort: 'image', limit: shownAtOnce }) : undefined,
    () => false,
  );
  const found = isOpen ? (answer?.items ?? []) : [];
  const chosen = found[Math.min(active, found.length - 1)];

  const pick = (image: ImageRow): void => {
    setOpen(false);
    setText('');
    onPick(image);
  };
  const move = (by: number): void => {
    setOpen(true);
    if (found.length > 0) setActive((active + by + found.length) % found.length);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(isOpen ? 1 : 0),
    ArrowUp: () => move(-1),
    Enter: () => chosen !== undefined && pick(chosen),
    Escape: () => setOpen(false),
  };

  return (
    <div class="field image-picker">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={hint}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (act === undefined || (event.key === 'Escape' && !isOpen)) return;
          event.preventDefault();
          act();
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={`${label}: what was found`}
        class="image-picker-list"
        hidden={!isOpen}
      >
        {found.map((image) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text box, which keeps the focus
          <div
            key={image.id}
            id={`${id}-${image.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={image === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(image)}
          >
            {image.image}
          </div>
        ))}
        {found.length === 0 && (
          <p class="hint">
            {problem?.message ?? (answer === undefined ? 'Looking…' : 'No image has this in its name.')}
          </p>
        )}
      </div>
    </div>
  );
}
