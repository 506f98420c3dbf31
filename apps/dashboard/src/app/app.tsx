import type { JSX } from 'preact';
import { LoadingNote, ProblemNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Header } from './header.tsx';
import { SignedIn } from './signed-in.tsx';
import { TokenForm } from './token-form.tsx';
import { useSession } from './use-session.ts';

/** The whole page: who may look at it sees the pages, others are told what is missing. */
export function App(): JSX.Element {
  const part = useSession();
  const { session, problem, reload, offer } = part;
  if (session?.mayRead === true) return <SignedIn part={part} session={session} />;
  return (
    <>
      <Header />
      <main id="main" class="page narrow">
        {session === undefined && problem === undefined && <LoadingNote what="the page" />}
        {session === undefined && problem !== undefined && (
          <>
            <PageHeading title="No connection" />
            <ProblemNote problem={problem} what="the page" onRetry={reload} />
          </>
        )}
        {session !== undefined && (
          <>
            <PageHeading title="A token is needed" />
            <div class="panel token-panel">
              <p>
                This service shows its images only to those who have a token. Ask whoever runs it for one;
                with <code>api.open: true</code> everybody who reaches this page may look.
              </p>
              <TokenForm offer={offer} onAccepted={() => undefined} />
            </div>
          </>
        )}
      </main>
    </>
  );
}
