import { AutomatorError } from '../errors/automator-error.ts';

/** What one check came to. */
export interface Finding {
  /** What was checked, such as `config repo production`. */
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What the reader should do now; there is always one where it is not `ok`. */
  readonly next?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, state: 'ok', message };
}

/** It works, but perhaps not as somebody wants. */
export function warning(check: string, message: string, next: string): Finding {
  return { check, state: 'warn', message, next };
}

export function failure(check: string, message: string, next: string): Finding {
  return { check, state: 'fail', message, next };
}

/** An error as it says itself. */
export function failureOf(check: string, error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  return failure(check, message, nextOf(error));
}

/** Registries and forges give their errors a next step too. */
function nextOf(error: unknown): string {
  if (error instanceof AutomatorError) return error.next;
  const said = error instanceof Error && 'next' in error ? error.next : undefined;
  return typeof said === 'string' ? said : 'report this with what you did';
}
