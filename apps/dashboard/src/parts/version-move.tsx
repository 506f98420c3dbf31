import './version-move.css';
import type { JSX } from 'preact';
import { Icon } from './icon.tsx';
import { shortVersion } from './version.ts';

/** How many versions are told before they are only counted. */
const shownAtMost = 2;

export interface VersionMoveProps {
  readonly from: readonly string[];
  /** Empty where nothing moves. */
  readonly to: readonly string[];
}

/** The version that stands there, and the one it should move to. */
export function VersionMove({ from, to }: VersionMoveProps): JSX.Element {
  return (
    <span class="version-move">
      <Versions of={from} none="no version" />
      {to.length > 0 && (
        <>
          <Icon name="arrow" />
          <span class="heard-only"> to </span>
          <strong>
            <Versions of={to} none="" />
          </strong>
        </>
      )}
    </span>
  );
}

function Versions({ of, none }: { readonly of: readonly string[]; readonly none: string }): JSX.Element {
  if (of.length === 0) return <span class="hint">{none}</span>;
  return (
    <span class="version" title={of.join('\n')}>
      {of.slice(0, shownAtMost).map(shortVersion).join(', ')}
      {of.length > shownAtMost && <span class="hint"> +{of.length - shownAtMost}</span>}
    </span>
  );
}
