import './state-chips.css';
import type { ImagesPage, State } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { allStates, stateLooks } from '../parts/states.ts';

export interface StateChipsProps {
  readonly counts: ImagesPage['counts'];
  /** Empty for all. */
  readonly chosen: readonly State[];
  readonly onToggle: (state: State) => void;
}

/** Narrows the list to states, and says how many images there are in each. */
export function StateChips({ counts, chosen, onToggle }: StateChipsProps): JSX.Element {
  const shown = allStates.filter((state) => (counts[state] ?? 0) > 0 || chosen.includes(state));
  return (
    <fieldset class="state-chips">
      <legend class="heard-only">Only images in these states</legend>
      {shown.map((state) => {
        const { word, icon, tone, meaning } = stateLooks[state];
        return (
          <button
            key={state}
            type="button"
            class={`chip tone-${tone}`}
            aria-pressed={chosen.includes(state)}
            title={meaning}
            onClick={() => onToggle(state)}
          >
            <Icon name={icon} />
            {word} <span class="count">{(counts[state] ?? 0).toLocaleString()}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
