import type { JSX, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { ImagePage } from '../image/image-page.tsx';
import { ImagesPage } from '../images/images-page.tsx';
import type { KeptList } from '../images/kept-list.ts';
import { EmptyNote } from '../parts/notes.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { lazyPage } from './lazy-page.tsx';
import { hrefOf, type Place } from './route.ts';

const ChangeSetsPage = lazyPage(() =>
  import('../change-sets/change-sets-page.tsx').then((module) => module.ChangeSetsPage),
);
const ChangeSetPage = lazyPage(() =>
  import('../change-sets/change-set-page.tsx').then((module) => module.ChangeSetPage),
);
const HealthPage = lazyPage(() => import('../health/health-page.tsx').then((module) => module.HealthPage));
const PlaygroundPage = lazyPage(() =>
  import('../playground/playground-page.tsx').then((module) => module.PlaygroundPage),
);

export interface PagesProps {
  readonly place: Place;
  /** The list of images, as it was left. */
  readonly kept: RefObject<KeptList | undefined>;
}

/** The page of a place. What most people come for is there at once; the rest is loaded when it is opened. */
export function Pages({ place: { route, query }, kept }: PagesProps): JSX.Element {
  const where = hrefOf(route);
  // The list of images knows by itself where its reader was.
  useLayoutEffect(() => {
    if (where !== hrefOf({ page: 'images' })) scrollTo({ top: 0 });
  }, [where]);
  switch (route.page) {
    case 'images':
      return <ImagesPage query={query} kept={kept} />;
    case 'image':
      return <ImagePage key={route.id} id={route.id} query={query} back={kept.current?.key ?? ''} />;
    case 'change-sets':
      return <ChangeSetsPage query={query} />;
    case 'change-set':
      return (
        <ChangeSetPage key={`${route.configRepo} ${route.id}`} configRepo={route.configRepo} id={route.id} />
      );
    case 'health':
      return <HealthPage />;
    case 'playground':
      return <PlaygroundPage query={query} />;
    case 'missing':
      return (
        <>
          <PageHeading title="Nothing is here" />
          <EmptyNote title={`There is no page ${route.path}.`}>
            <p>
              <a href={hrefOf({ page: 'images' })}>Go to the images</a>
            </p>
          </EmptyNote>
        </>
      );
  }
}
