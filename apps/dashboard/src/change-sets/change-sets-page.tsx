import type { JSX } from 'preact';
import { PageHeading } from '../parts/page-heading.tsx';

export function ChangeSetsPage(_: { readonly query: URLSearchParams }): JSX.Element {
  return <PageHeading title="Change sets" />;
}
