import type { JSX } from 'preact';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { StateBadge } from '../parts/state-badge.tsx';

export interface ImagePageProps {
  readonly id: string;
  readonly query: URLSearchParams;
}

export function ImagePage({ id }: ImagePageProps): JSX.Element {
  const { answer, problem, reload } = useAnswer(ask.image(id), ({ imageId }) => imageId === id);
  return (
    <>
      <PageHeading title={answer?.image ?? 'Image'} />
      {problem !== undefined && <ProblemNote problem={problem} what="the image" onRetry={reload} />}
      {answer === undefined && problem === undefined && <LoadingNote what="the image" />}
      {answer !== undefined && (
        <p>
          <StateBadge state={answer.state} /> {answer.reason}
        </p>
      )}
    </>
  );
}
