import type { Activity } from '@deployment-automator/api-schema';

/** What happened since the last news. */
export interface News {
  readonly activities: readonly Activity[];
  /** The connection was lost meanwhile: anything may have changed. */
  readonly hasGap: boolean;
}

/** News are passed on at once, and after that at most once in this many milliseconds. */
export const newsPause = 1_000;

/** Passes the first news on at once and gathers what follows within a second. */
export function gatherNews(
  pass: (news: News) => void,
  setTimeout: (work: () => void, milliseconds: number) => void,
): (news: News) => void {
  let waiting: News | undefined;
  let isPausing = false;

  const passOn = (news: News): void => {
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      const gathered = waiting;
      waiting = undefined;
      if (gathered !== undefined) passOn(gathered);
    }, newsPause);
    pass(news);
  };

  return (news) => {
    if (!isPausing) passOn(news);
    else waiting = waiting === undefined ? news : join(waiting, news);
  };
}

function join(a: News, b: News): News {
  return { activities: [...a.activities, ...b.activities], hasGap: a.hasGap || b.hasGap };
}
