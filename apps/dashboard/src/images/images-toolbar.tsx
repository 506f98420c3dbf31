import type { ImagesPage } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { SearchField } from '../parts/search-field.tsx';
import { type ImagesView, type Sort, sorts, toggleState } from './images-view.ts';
import { StateChips } from './state-chips.tsx';

const sortWords: Readonly<Record<Sort, string>> = { state: 'State', image: 'Name', since: 'Since' };

export interface ImagesToolbarProps {
  readonly view: ImagesView;
  readonly counts: ImagesPage['counts'];
  readonly onChange: (view: ImagesView) => void;
  /** Called to go on into the list. */
  readonly onDown: () => void;
}

/** Search, filters, and on a narrow page the order, which the heads of the columns give on a wide one. */
export function ImagesToolbar({ view, counts, onChange, onDown }: ImagesToolbarProps): JSX.Element {
  const id = useId();
  const { answer } = useAnswer(ask.configRepos(), () => false);
  const repos = answer?.items.map(({ name }) => name) ?? [];
  const names = view.configRepo === undefined ? repos : [...new Set([...repos, view.configRepo])];
  return (
    <search class="images-toolbar">
      <div class="fields">
        <SearchField
          label="Search images, files and versions"
          value={view.search}
          onSearch={(search) => onChange({ ...view, search })}
          onDown={onDown}
          hasShortcut
        />
        {names.length > 1 && (
          <label class="field" for={`${id}-repo`}>
            Config repo
            <select
              id={`${id}-repo`}
              value={view.configRepo ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onChange({ ...view, configRepo: value === '' ? undefined : value })
              }
            >
              <option value="">All</option>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <label class="field narrow-only" for={`${id}-sort`}>
          Sort by
          <select
            id={`${id}-sort`}
            value={view.sort}
            onChange={({ currentTarget: { value } }) => {
              const sort = sorts.find((one) => one === value);
              if (sort !== undefined) onChange({ ...view, sort, order: sort === 'since' ? 'desc' : 'asc' });
            }}
          >
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {sortWords[sort]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <StateChips
        counts={counts}
        chosen={view.states}
        onToggle={(state) => onChange(toggleState(view, state))}
      />
    </search>
  );
}
