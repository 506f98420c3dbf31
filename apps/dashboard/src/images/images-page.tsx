import type { JSX } from 'preact';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { hrefOf } from '../app/route.ts';
import { EmptyNote, LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { StateBadge } from '../parts/state-badge.tsx';

export function ImagesPage({ query }: { readonly query: URLSearchParams }): JSX.Element {
  const search = query.get('search') ?? '';
  const { answer, problem, reload } = useAnswer(ask.images({ search }), () => true);
  return (
    <>
      <PageHeading title="Images" />
      {problem !== undefined && <ProblemNote problem={problem} what="the images" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the images" />}
      {answer?.total === 0 && <EmptyNote title="No image is bound." />}
      <ul>
        {answer?.items.map(({ id, image, state, reason }) => (
          <li key={id}>
            <a href={hrefOf({ page: 'image', id })}>{image}</a> <StateBadge state={state} /> {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
