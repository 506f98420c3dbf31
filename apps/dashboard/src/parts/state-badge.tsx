import './state-badge.css';
import type { State } from '@deployment-automator/api-schema';
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { stateLooks, type Tone } from './states.ts';

/** Where an image or a binding stands, as a word with a picture. */
export function StateBadge({ state }: { readonly state: State }): JSX.Element {
  const { word, icon, tone, meaning } = stateLooks[state];
  return (
    <Badge icon={icon} tone={tone} title={meaning}>
      {word}
    </Badge>
  );
}

export interface BadgeProps {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** A short word that stands out. */
export function Badge({ icon, tone, title, children }: BadgeProps): JSX.Element {
  return (
    <span class={`badge tone-${tone}`} title={title}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
