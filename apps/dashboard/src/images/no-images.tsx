import type { JSX } from 'preact';
import { hrefOf } from '../app/route.ts';
import { EmptyNote } from '../parts/notes.tsx';

export interface NoImagesProps {
  /** Whether a search or filter hides what there is. */
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** Says why the list is empty, and the next step. */
export function NoImages({ isNarrowed, onClear }: NoImagesProps): JSX.Element {
  if (isNarrowed) {
    return (
      <EmptyNote title="No image matches.">
        <p>
          <button type="button" class="button" onClick={onClear}>
            Clear search and filters
          </button>
        </p>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title="No image is bound yet.">
      <p>
        Write a tag policy beside an image in a config repo, such as <code>automator/tag: semver:^1.4</code>{' '}
        in the annotations of a Deployment, and push it. The image appears here by itself.
      </p>
      <p>
        It is pushed already? Look at <a href={hrefOf({ page: 'health' })}>the health of the config repos</a>.
      </p>
    </EmptyNote>
  );
}
