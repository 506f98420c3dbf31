import type { ActivityLog, Happening } from '../../activity/index.ts';

/** What is to be told, and under which name it is told once only. */
export interface Telling {
  readonly happening: Happening;
  readonly once?: string;
}

export function tell(log: Pick<ActivityLog, 'add'>, tellings: readonly Telling[]): void {
  for (const { happening, once } of tellings) log.add(happening, once);
}

/** What a commit is told under, whoever sees it first: who pushed it, or who reads it. */
export function onceCommit(configRepo: string, commit: string): string {
  return `commit ${configRepo} ${commit}`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
