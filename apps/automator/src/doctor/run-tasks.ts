import { type Finding, failure, failureOf } from './finding.ts';

/** One or several checks that belong together, such as those of one config repo. */
export interface Task {
  /** What it is about, where nothing else can be said. */
  readonly check: string;
  /** Milliseconds after which it is given up. */
  readonly patience: number;
  /** @param signal ends what is under way */
  run(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** How many run at a time. */
const atOnce = 8;

/**
 * Runs tasks several at a time, each for no longer than its patience.
 * @param onFindings told of each task's findings, in the order of the tasks
 */
export async function runTasks(
  tasks: readonly Task[],
  onFindings: (findings: readonly Finding[]) => void,
): Promise<void> {
  const ended: (readonly Finding[] | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  let told = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (task !== undefined) ended[at] = await runTask(task);
      for (let done = ended[told]; done !== undefined; done = ended[told]) {
        told += 1;
        onFindings(done);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function runTask({ check, patience, run }: Task): Promise<readonly Finding[]> {
  const abort = new AbortController();
  const { promise: late, resolve: giveUp } = deferred<readonly Finding[]>();
  const timer = setTimeout(() => {
    const next = 'check the network between here and there, proxies and firewalls among it';
    giveUp([failure(check, `no answer within ${patience / 1000} s`, next)]);
    abort.abort();
  }, patience);
  const done = run(abort.signal).catch((error: unknown) => [failureOf(check, error)]);
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
