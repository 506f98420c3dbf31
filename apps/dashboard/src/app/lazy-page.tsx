import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { EmptyNote, LoadingNote } from '../parts/notes.tsx';

/** A page whose code is loaded when it is first opened. */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  return function LazyPage(props) {
    const [Page, setPage] = useState<ComponentType<Props> | undefined>(undefined);
    const [isFailed, setFailed] = useState(false);
    useEffect(() => {
      load()
        .then((found) => setPage(() => found))
        .catch(() => setFailed(true));
    }, []);
    if (Page !== undefined) return <Page {...props} />;
    if (!isFailed) return <LoadingNote what="the page" />;
    return (
      <EmptyNote title="This part of the page could not be loaded.">
        <p>The service may have been updated meanwhile, or does not answer.</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </EmptyNote>
    );
  };
}
