import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { ImagePicker } from '../parts/image-picker.tsx';
import { useFocusAfterSwap } from '../parts/use-focus-after-swap.ts';
import type { ChangeSetFilter } from './filter.ts';

export interface ChangeSetsFilterProps {
  readonly filter: ChangeSetFilter;
  readonly onChange: (filter: ChangeSetFilter) => void;
}

/** Narrows the list to a config repo, an image or both. */
export function ChangeSetsFilter({ filter, onChange }: ChangeSetsFilterProps): JSX.Element {
  const id = useId();
  const { configRepo, image } = filter;
  const swapped = useFocusAfterSwap<HTMLDivElement>(image === undefined);
  const repos = useAnswer(ask.configRepos(), ({ kind }) => kind === 'config-repo').answer?.items ?? [];
  const picked = useAnswer(image === undefined ? undefined : ask.image(image), () => false).answer;
  const names = repos.map(({ name }) => name);
  const known = configRepo === undefined || names.includes(configRepo) ? names : [configRepo, ...names];
  const choose = (name: string): void =>
    onChange({ ...(name !== '' && { configRepo: name }), ...(image !== undefined && { image }), offset: 0 });
  const pick = (imageId: string | undefined): void =>
    onChange({
      ...(configRepo !== undefined && { configRepo }),
      ...(imageId !== undefined && { image: imageId }),
      offset: 0,
    });

  return (
    <search class="filter-bar">
      <div class="field">
        <label for={id}>Config repo</label>
        <select id={id} value={configRepo ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">All</option>
          {known.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="image-filter" ref={swapped}>
        {image === undefined ? (
          <ImagePicker label="Image" hint="All; type to find one" onPick={(row) => pick(row.id)} />
        ) : (
          <div class="field">
            <span class="label">Image</span>
            <span class="picked">
              <span class="mono">{picked?.id === image ? picked.image : image}</span>
              <button type="button" class="button" onClick={() => pick(undefined)}>
                Show all images
              </button>
            </span>
          </div>
        )}
      </div>
    </search>
  );
}
