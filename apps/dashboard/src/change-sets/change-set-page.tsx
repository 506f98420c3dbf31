import type { JSX } from 'preact';
import { PageHeading } from '../parts/page-heading.tsx';

export function ChangeSetPage({ id }: { readonly configRepo: string; readonly id: string }): JSX.Element {
  return <PageHeading title={id} />;
}
