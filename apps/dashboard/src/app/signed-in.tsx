import type { Session } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createLive } from '../api/live.ts';
import type { KeptList } from '../images/kept-list.ts';
import { AppContext, type AppServices } from './app-context.ts';
import { Header } from './header.tsx';
import { LiveRegion, useAnnouncements } from './live-region.tsx';
import { LiveStatus } from './live-status.tsx';
import { LostNote } from './lost-note.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { Pages } from './pages.tsx';
import { TokenDialog } from './token-dialog.tsx';
import { usePlace } from './use-place.ts';
import type { SessionPart } from './use-session.ts';

interface Wanted {
  readonly why: string;
  readonly done: (mayAct: boolean) => void;
}

export interface SignedInProps {
  readonly part: SessionPart;
  readonly session: Session;
}

/** The shell around the pages, for who may read. */
export function SignedIn({ part, session }: SignedInProps): JSX.Element {
  const { client, hasToken, generation, offer, forgetToken } = part;
  const place = usePlace();
  // Another token needs another connection
  const live = useMemo(
    () =>
      createLive({
        open: client.openEvents,
        random: Math.random,
        setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
      }),
    [client, generation],
  );
  useEffect(() => () => live.close(), [live]);
  const { said, announce } = useAnnouncements(live);
  const [wanted, setWanted] = useState<Wanted | undefined>(undefined);
  const askForToken = useCallback(
    (why: string) => new Promise<boolean>((done) => setWanted({ why, done })),
    [],
  );
  const services = useMemo<AppServices>(
    () => ({ client, live, session, hasToken, askForToken, announce }),
    [client, live, session, hasToken, askForToken, announce],
  );
  const kept = useRef<KeptList | undefined>(undefined);
  const main = useRef<HTMLElement>(null);
  const close = (mayAct: boolean): void => {
    setWanted(undefined);
    // Another dialog may follow: it has to find the focus where this one gives it back.
    if (wanted !== undefined) setTimeout(() => wanted.done(mayAct));
  };

  return (
    <AppContext.Provider value={services}>
      <button type="button" class="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header page={place.route.page} onForgetToken={hasToken ? forgetToken : undefined}>
        <LiveStatus live={live} />
      </Header>
      <LostNote live={live} />
      <main id="main" class="page" ref={main} tabIndex={-1}>
        <PageBoundary key={place.route.page}>
          <Pages place={place} kept={kept} />
        </PageBoundary>
      </main>
      <LiveRegion said={said} />
      {wanted !== undefined && (
        <TokenDialog
          why={wanted.why}
          offer={offer}
          onAccepted={() => close(true)}
          onCancel={() => close(false)}
        />
      )}
    </AppContext.Provider>
  );
}
