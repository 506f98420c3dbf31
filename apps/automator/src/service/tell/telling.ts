import type { ActivityLog, Happening, Named } from '../../activity/index.ts';

/** What is to be told, and under which name. */
export interface Telling extends Named {
  readonly happening: Happening;
}

/** What others say, such as a remote that refuses, can be long; the log of the service has all of it. */
const longestMessage = 1_000;

export function tell(log: Pick<ActivityLog, 'add'>, tellings: readonly Telling[]): void {
  for (const { happening, ...named } of tellings) {
    const { message } = happening;
    const short = message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}…`;
    log.add({ ...happening, message: short }, named);
  }
}

/** What a commit is told under by all who read it; who pushed it has told of it. */
export function nameOfCommit(configRepo: string, commit: string): string {
  return `commit ${configRepo} ${commit}`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
