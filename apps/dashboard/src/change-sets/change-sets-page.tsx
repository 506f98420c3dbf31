import './change-sets.css';
import type { Activity } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { goTo } from '../app/use-place.ts';
import { EmptyNote, LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Pager } from '../parts/pager.tsx';
import { ChangeSetsFilter } from './change-sets-filter.tsx';
import { ChangeSetsTable } from './change-sets-table.tsx';
import { type ChangeSetFilter, readFilter, shownAtOnce, writeFilter } from './filter.ts';

/** Whether an activity may have changed what was written. */
export function concernsChangeSets({ kind }: Activity): boolean {
  return kind === 'commit' || kind === 'pull-request';
}

/** Everything that was written to the config repos, newest first. */
export function ChangeSetsPage({ query }: { readonly query: URLSearchParams }): JSX.Element {
  const filter = readFilter(query);
  const { configRepo, image, offset } = filter;
  const { answer, problem, reload } = useAnswer(
    ask.changeSets({
      ...(configRepo !== undefined && { configRepo }),
      ...(image !== undefined && { image }),
      offset,
      limit: shownAtOnce,
    }),
    concernsChangeSets,
  );
  const show = (next: ChangeSetFilter): void => goTo({ page: 'change-sets' }, writeFilter(next));

  return (
    <>
      <PageHeading title="Change sets" about="What was written to the config repos, newest first." />
      <ChangeSetsFilter filter={filter} onChange={show} />
      {problem !== undefined && <ProblemNote problem={problem} what="the change sets" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the change sets" />}
      {answer !== undefined && answer.total === 0 && (
        <NothingWritten isFiltered={configRepo !== undefined || image !== undefined} />
      )}
      {answer !== undefined && answer.total > 0 && (
        <>
          <ChangeSetsTable changeSets={answer.items} />
          <Pager
            what="change sets"
            total={answer.total}
            offset={answer.offset}
            limit={answer.limit}
            onMove={(moved) => show({ ...filter, offset: moved })}
          />
        </>
      )}
    </>
  );
}

function NothingWritten({ isFiltered }: { readonly isFiltered: boolean }): JSX.Element {
  if (isFiltered) {
    return (
      <EmptyNote title="Nothing was written here yet.">
        <p>
          <a href="#/change-sets">Show the change sets of all config repos and images</a>
        </p>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title="Nothing was written yet.">
      <p>
        A change set appears here as soon as an image moves. The <a href="#/">images</a> say what each of them
        waits for; a config repo whose <code>writeBack</code> is <code>observe</code> is never written to.
      </p>
    </EmptyNote>
  );
}
