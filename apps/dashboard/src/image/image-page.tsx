import './image-page.css';
import type { Activity, ImageDetail } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { ask } from '../api/ask.ts';
import { useAnswer } from '../api/use-answer.ts';
import { hrefOf } from '../app/route.ts';
import { LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { BindingList } from './binding-list.tsx';
import { Candidates } from './candidates.tsx';
import { Headline } from './headline.tsx';
import { History } from './history.tsx';
import { ListingFacts } from './listing-facts.tsx';
import { PullRequests } from './pull-requests.tsx';

export interface ImagePageProps {
  readonly id: string;
  /** Which binding's candidates are shown. */
  readonly query: URLSearchParams;
  /** The view of the list that the reader came from, as it stands in the address. */
  readonly back: string;
}

/** Everything about one image: first where it stands, why, and what to do. */
export function ImagePage({ id, query, back }: ImagePageProps): JSX.Element {
  const concerns = (activity: Activity): boolean => isAbout(activity, id, image);
  const { answer: image, problem, reload } = useAnswer(ask.image(id), concerns);
  return (
    <>
      <nav aria-label="Back">
        <a class="back" href={hrefOf({ page: 'images' }, new URLSearchParams(back))}>
          All images
        </a>
      </nav>
      {image === undefined && <PageHeading title="Image" />}
      {problem !== undefined && <ProblemNote problem={problem} what="the image" onRetry={reload} />}
      {image === undefined && problem === undefined && <LoadingNote what="the image" />}
      {image !== undefined && (
        <>
          <Headline image={image} onLook={reload} />
          <div class="image-columns">
            <div class="image-main">
              <BindingList image={image} onWord={reload} />
              <Candidates image={image} query={query} />
              <History image={image} concerns={concerns} />
            </div>
            <div class="image-side">
              <PullRequests image={image} />
              <ListingFacts image={image} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** What names no image may still be about a config repo that binds it. */
function isAbout(activity: Activity, id: string, image: ImageDetail | undefined): boolean {
  if (activity.imageId !== undefined) return activity.imageId === id;
  return (
    activity.configRepo === undefined ||
    image === undefined ||
    image.bindings.some(({ configRepo }) => configRepo === activity.configRepo)
  );
}
