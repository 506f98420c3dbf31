import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { ImageTagsForm } from './image-tags-form.tsx';
import type { Inputs } from './inputs.ts';
import type { BadLine } from './read-tags.ts';
import type { ImageTags } from './use-image-tags.ts';

/** How many bad lines are named. */
const shownBadLines = 3;

export interface TagsFormProps {
  readonly inputs: Inputs;
  readonly imageTags: ImageTags;
  /** How many tags were read from the text. */
  readonly count: number;
  readonly badLines: readonly BadLine[];
  readonly onChange: (inputs: Inputs) => void;
}

/** Where the tags come from: pasted, or those of an image. */
export function TagsForm({ inputs, imageTags, count, badLines, onChange }: TagsFormProps): JSX.Element {
  const id = useId();
  return (
    <fieldset class="tags-form">
      <legend>Tags</legend>
      <ImageTagsForm inputs={inputs} imageTags={imageTags} onChange={onChange} />
      {inputs.image === undefined && (
        <div class="field">
          <label for={id}>Or paste a list</label>
          <textarea
            id={id}
            class="mono"
            rows={10}
            wrap="off"
            spellcheck={false}
            value={inputs.tags}
            aria-invalid={badLines.length > 0}
            aria-describedby={`${id}-faults ${id}-hint`}
            onInput={(event) => onChange({ ...inputs, tags: event.currentTarget.value })}
          />
          <div id={`${id}-faults`} class="bad-lines" aria-live="polite">
            {badLines.slice(0, shownBadLines).map(({ line, message }) => (
              <p class="fault-text" key={line}>
                Line {line}: {message}.
              </p>
            ))}
            {badLines.length > shownBadLines && (
              <p class="fault-text">{badLines.length - shownBadLines} more lines are no tags.</p>
            )}
          </div>
          <p id={`${id}-hint`} class="hint">
            {count.toLocaleString()} {count === 1 ? 'tag' : 'tags'}. One a line; after a tab, the time of its
            push, such as <code>2026-01-31T12:00:00Z</code>.
          </p>
        </div>
      )}
    </fieldset>
  );
}
