import type { ChangeSet } from '@deployment-automator/api-schema';
import type { JSX } from 'preact';
import { printDuration } from '../parts/ago.ts';
import { printExact } from '../parts/time-ago.tsx';
import { timeLineOf } from './time-line.ts';
import { stepWords } from './words.ts';

/** How a change set came about, from the push of the image on, with the time that each step took. */
export function Steps({ steps }: Pick<ChangeSet, 'steps'>): JSX.Element {
  if (steps.length === 0) {
    return (
      <p class="hint">
        The steps are not remembered: the service keeps them for 90 days, and only of what it wrote itself.
      </p>
    );
  }
  return (
    <ol class="steps">
      {timeLineOf(steps).map(({ name, at, after, share }) => (
        <li key={name} class="step">
          {after !== undefined && (
            <span class="step-after">
              <span class="step-bar" aria-hidden="true">
                <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
              </span>
              after {printDuration(after)}
            </span>
          )}
          <span class="step-name">{stepWords[name]}</span>
          <time class="step-time" dateTime={at}>
            {printExact(Date.parse(at))}
          </time>
        </li>
      ))}
    </ol>
  );
}
