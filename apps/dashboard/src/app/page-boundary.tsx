import type { ComponentChildren, JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { EmptyNote } from '../parts/notes.tsx';

/** A fault of one page leaves the others, and says what can be done. */
export function PageBoundary({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const [fault] = useErrorBoundary((error: unknown) => console.error(error));
  if (fault === undefined) return <>{children}</>;
  return (
    <EmptyNote title="This page has failed.">
      <p>It is a fault of the page, not of the service, which goes on working.</p>
      <p>
        <button type="button" class="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    </EmptyNote>
  );
}
