import type { RegistryHealth } from '@deployment-automator/api-schema';
import type { HostRecord } from '../../telemetry/index.ts';

/** A host as the API shows it. */
export function hostHealth(record: HostRecord): Omit<RegistryHealth, 'fault' | 'images'> {
  const { host, requests, lastAnswerAt, lastStatus, pausedUntil, limit } = record;
  return {
    host,
    requests,
    lastAnswerAt: timeText(lastAnswerAt),
    lastStatus: lastStatus ?? null,
    pausedUntil: timeText(pausedUntil),
    limit: limit === undefined ? null : { remaining: limit.remaining, resetsAt: timeText(limit.resetsAt) },
  };
}

function timeText(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
