import { AutomatorError } from '../../errors/automator-error.ts';
import type { Telling } from './telling.ts';

/**
 * Work failed. The same failure is told once an hour, however often it is tried again. What nobody foresaw can say
 * anything, so its words stay in the log.
 */
export function tellFailure(work: string, error: unknown): Telling {
  if (error instanceof AutomatorError) {
    const { code, where, next, message } = error;
    return {
      happening: { kind: 'failure', message: `${where}: ${message}`, code, next },
      once: `failure ${work} ${code} ${where}`,
    };
  }
  const message = `${work} failed in a way that nobody foresaw`;
  return {
    happening: {
      kind: 'failure',
      message,
      code: 'unexpected',
      next: 'read the log of the service, and report it',
    },
    once: `failure ${work}`,
  };
}
