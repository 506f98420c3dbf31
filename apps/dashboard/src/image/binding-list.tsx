import './binding-list.css';
import type { ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BindingCard } from './binding-card.tsx';

/** More than these are shown when they are asked for. */
const shownAtFirst = 6;

export interface BindingListProps {
  readonly image: ImageDetail;
  /** Called when a person held or released one. */
  readonly onWord: () => void;
}

/** Every image field that is bound to the image. */
export function BindingList({ image, onWord }: BindingListProps): JSX.Element {
  const [isWhole, setWhole] = useState(false);
  const { bindings } = image;
  const shown = isWhole ? bindings : bindings.slice(0, shownAtFirst);
  return (
    <section aria-labelledby="bindings">
      <h2 id="bindings">Bindings{bindings.length > 1 && <span class="hint"> {bindings.length}</span>}</h2>
      <ul class="bindings">
        {shown.map((binding) => (
          <li key={`${binding.configRepo} ${binding.id}`} class="panel">
            <BindingCard image={image} binding={binding} onWord={onWord} />
          </li>
        ))}
      </ul>
      {shown.length < bindings.length && (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          Show all {bindings.length} bindings
        </button>
      )}
    </section>
  );
}
