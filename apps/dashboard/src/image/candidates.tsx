import './candidates.css';
import type { Binding, ImageDetail, State } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { replacePlace } from '../app/use-place.ts';
import { EmptyNote, LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { CandidateItem } from './candidate-item.tsx';

const pageSize = 20;

export interface CandidatesProps {
  readonly image: ImageDetail;
  /** `binding` and `configRepo` say whose verdicts are shown. */
  readonly query: URLSearchParams;
}

/** Every tag that the registry offers, and what one binding makes of it. */
export function Candidates({ image, query }: CandidatesProps): JSX.Element | null {
  const governed = image.bindings.filter(({ rule }) => rule !== undefined);
  const binding = chosenBinding(governed, image.state, query);
  if (binding === undefined) return null;
  return (
    <section aria-labelledby="candidates">
      <h2 id="candidates">Candidates</h2>
      {governed.length > 1 && <BindingChoice image={image.id} bindings={governed} chosen={binding} />}
      <CandidateLine key={keyOf(binding)} image={image} binding={binding} />
    </section>
  );
}

interface CandidateLineProps {
  readonly image: ImageDetail;
  readonly binding: Binding;
}

function CandidateLine({ image, binding }: CandidateLineProps): JSX.Element {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const { id: field, configRepo } = binding;
  const question = ask.candidates(image.id, { binding: field, configRepo, search, offset, limit: pageSize });
  const { answer, problem, reload } = useAnswer(question, ({ imageId }) => imageId === image.id);
  return (
    <>
      <div class="candidate-tools">
        <SearchField
          label="Search tags"
          value={search}
          onSearch={(text) => {
            setSearch(text);
            setOffset(0);
          }}
          hasShortcut
        />
        <p class="hint" role="status">
          {answer !== undefined && `${answer.total.toLocaleString()} ${answer.total === 1 ? 'tag' : 'tags'}`}{' '}
          by <code>{answer?.policy ?? binding.policy}</code>
        </p>
      </div>
      {problem !== undefined && <ProblemNote problem={problem} what="the candidates" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the candidates" />}
      {answer?.total === 0 && (
        <EmptyNote title={search === '' ? 'No tag is known.' : 'No tag matches.'}>
          {search === '' && <p>{image.listing.problem?.next ?? 'The registry has not been read yet.'}</p>}
        </EmptyNote>
      )}
      {answer !== undefined && answer.total > 0 && (
        <>
          <ol class="candidates" aria-label="Candidates, best first" start={answer.offset + 1}>
            {answer.items.map((candidate) => (
              <CandidateItem
                key={candidate.tag}
                candidate={candidate}
                isCurrent={isTagOf(candidate.tag, answer.current)}
                isRunnerUp={candidate.tag === binding.runnerUp}
              />
            ))}
          </ol>
          <Pager
            what="tags"
            total={answer.total}
            offset={answer.offset}
            limit={pageSize}
            onMove={setOffset}
          />
        </>
      )}
    </>
  );
}

interface BindingChoiceProps {
  /** The image's id. */
  readonly image: string;
  readonly bindings: readonly Binding[];
  readonly chosen: Binding;
}

function BindingChoice({ image, bindings, chosen }: BindingChoiceProps): JSX.Element {
  const id = useId();
  return (
    <p class="binding-choice">
      <label for={id}>For</label>
      <select
        id={id}
        value={keyOf(chosen)}
        onChange={({ currentTarget: { value } }) => {
          const binding = bindings.find((one) => keyOf(one) === value);
          if (binding === undefined) return;
          const query = new URLSearchParams({ configRepo: binding.configRepo, binding: binding.id });
          replacePlace({ page: 'image', id: image }, query);
        }}
      >
        {bindings.map((binding) => (
          <option key={keyOf(binding)} value={keyOf(binding)}>
            {binding.configRepo}: {binding.file}:{binding.line}
          </option>
        ))}
      </select>
    </p>
  );
}

/** The binding that the address names; else the one that needs a person most. */
function chosenBinding(
  bindings: readonly Binding[],
  worst: State,
  query: URLSearchParams,
): Binding | undefined {
  const id = query.get('binding');
  const repo = query.get('configRepo');
  return (
    bindings.find((one) => one.id === id && (repo === null || one.configRepo === repo)) ??
    bindings.find(({ state }) => state === worst) ??
    bindings[0]
  );
}

function keyOf({ configRepo, id }: Binding): string {
  return `${configRepo} ${id}`;
}

/** @param version `1.4.2`, `1.4.2@sha256:…` or `sha256:…` */
function isTagOf(tag: string, version: string | null): boolean {
  return version !== null && (version === tag || version.startsWith(`${tag}@`));
}
