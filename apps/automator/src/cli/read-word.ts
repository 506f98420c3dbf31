import { AutomatorError } from '../errors/automator-error.ts';
import type { Word } from '../holds/index.ts';
import type { Terminal } from './terminal.ts';

/** What every command takes that writes a person's word into a config repo. */
export interface PersonOptions {
  readonly config: string;
  readonly configRepo?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/**
 * Who says it, when and for how long.
 * @throws AutomatorError `bad-usage` where `--until` is no time to come
 */
export function readWord({ reason, until }: PersonOptions, { env }: Terminal, now: number): Word {
  if (until !== undefined && !isTimeAfter(until, now)) {
    throw new AutomatorError('bad-usage', `${until} is not a time to come`, {
      where: '--until',
      next: 'write a time such as 2026-01-31T12:00:00Z, or a date',
    });
  }
  const by = env['USER'] ?? env['LOGNAME'];
  return {
    at: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(by !== undefined && by !== '' && { by }),
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  };
}

/** RFC 3339, or a date alone: its first moment in UTC. */
function isTimeAfter(text: string, now: number): boolean {
  const form = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/;
  return form.test(text) && Date.parse(text) > now;
}
