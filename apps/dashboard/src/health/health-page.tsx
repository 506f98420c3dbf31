import type { JSX } from 'preact';
import { PageHeading } from '../parts/page-heading.tsx';

export function HealthPage(): JSX.Element {
  return <PageHeading title="Health" />;
}
