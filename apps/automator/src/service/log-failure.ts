import type { ActivityLog } from '../activity/index.ts';
import { AutomatorError } from '../errors/automator-error.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { tell, tellFailure } from './tell/index.ts';

/** Where it is said that something failed. */
export interface FailureSinks {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly activity: Pick<ActivityLog, 'add'>;
}

/** One line for an error, with its code and next step. */
export function logFailure({ log, metrics, activity }: FailureSinks, work: string, error: unknown): void {
  tell(activity, [tellFailure(work, error)]);
  if (error instanceof AutomatorError) {
    const { code, where, next, message } = error;
    metrics.failures.inc({ work, code });
    log.error({ work, code, where, next }, message);
  } else {
    metrics.failures.inc({ work, code: 'unexpected' });
    log.error({ work, err: error }, 'unexpected failure');
  }
}
