import './notes.css';
import type { Fault } from '@deployment-automator/api-schema';
import type { ComponentChildren, JSX } from 'preact';
import type { ApiProblem } from '../api/api-problem.ts';
import { Icon } from './icon.tsx';
import { sentence } from './sentence.ts';

/** Stands where something will be in a moment. */
export function LoadingNote({ what }: { readonly what: string }): JSX.Element {
  return (
    <p class="note loading" role="status">
      <span class="spinner" aria-hidden="true" />
      Loading {what}…
    </p>
  );
}

export interface EmptyNoteProps {
  readonly title: string;
  /** What it means, and the next step. */
  readonly children?: ComponentChildren;
}

/** Stands where there is nothing, and says what to do about it. */
export function EmptyNote({ title, children }: EmptyNoteProps): JSX.Element {
  return (
    <div class="note empty">
      <p class="note-title">{title}</p>
      {children}
    </div>
  );
}

export interface ProblemNoteProps {
  readonly problem: ApiProblem;
  /** What was wanted, as `the images`. */
  readonly what: string;
  readonly onRetry?: () => void;
}

/** Says why an answer did not come, and the next step. */
export function ProblemNote({ problem, what, onRetry }: ProblemNoteProps): JSX.Element {
  return (
    <div class="note fault" role="alert">
      <p class="note-title">
        <Icon name="alert" /> {problem.title}
      </p>
      <p>
        Could not load {what}: {problem.message}
      </p>
      {problem.next !== undefined && <p class="next">{problem.next}</p>}
      {onRetry !== undefined && (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Something that is wrong, where, and the next step. */
export function FaultNote({ fault }: { readonly fault: Fault }): JSX.Element {
  return (
    <div class="note fault">
      <p class="note-title">
        <Icon name="alert" /> {sentence(fault.message)}
      </p>
      <p class="next">{sentence(fault.next)}</p>
      <p class="hint">
        {fault.where} · <code>{fault.code}</code>
      </p>
    </div>
  );
}
