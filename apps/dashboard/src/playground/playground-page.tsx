import type { JSX } from 'preact';
import { PageHeading } from '../parts/page-heading.tsx';

export function PlaygroundPage(_: { readonly query: URLSearchParams }): JSX.Element {
  return <PageHeading title="Policy playground" />;
}
