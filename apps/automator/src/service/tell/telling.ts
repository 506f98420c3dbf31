import type { ActivityLog, Happening } from '../../activity/index.ts';

/** What is to be told, and under which name it is told once only. */
export interface Telling {
  readonly happening: Happening;
  readonly once?: string;
}

/** What others say, such as a remote that refuses, can be long; the log of the service has all of it. */
const longestMessage = 1_000;

export function tell(log: Pick<ActivityLog, 'add'>, tellings: readonly Telling[]): void {
  for (const { happening, once } of tellings) {
    const { message } = happening;
    const short = message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}…`;
    log.add({ ...happening, message: short }, once);
  }
}

/** What a commit is told under, whoever sees it first: who pushed it, or who reads it. */
export function onceCommit(configRepo: string, commit: string): string {
  return `commit ${configRepo} ${commit}`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
