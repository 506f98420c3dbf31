import type { ChangeSet } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import type { IconName } from '../parts/icon.tsx';
import { Badge } from '../parts/state-badge.tsx';
import type { Tone } from '../parts/states.ts';
import { sayState } from './words.ts';

const looks: Readonly<Record<ChangeSet['state'], { readonly icon: IconName; readonly tone: Tone }>> = {
  written: { icon: 'check', tone: 'good' },
  open: { icon: 'pull', tone: 'ask' },
  refused: { icon: 'ban', tone: 'wait' },
};

/** Where a change set stands, as a word with a picture. */
export function ChangeSetBadge({ changeSet }: { readonly changeSet: ChangeSet }): JSX.Element {
  const { icon, tone } = looks[changeSet.state];
  return (
    <Badge icon={icon} tone={tone}>
      {sayState(changeSet)}
    </Badge>
  );
}
