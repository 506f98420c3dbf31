import type { Activity } from '@deployment-automator/api-schema';
import { createEventParser } from './event-parser.ts';
import { gatherNews, type News } from './gather-news.ts';

export type LiveState = 'connecting' | 'open' | 'lost';

/** What happens in the service, while the page is looked at. */
export interface Live {
  state(): LiveState;
  onState(listener: () => void): () => void;
  /** News come at most once a second, gathered. @returns how to stop listening */
  onNews(listener: (news: News) => void): () => void;
  close(): void;
}

export interface LiveOptions {
  readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly random: () => number;
  readonly setTimeout: (work: () => void, milliseconds: number) => void;
}

const shortestWait = 500;
const longestWait = 20_000;

/** How long to wait before the next try, in milliseconds, spread so that many pages do not come back at once. */
export function waitBefore(tries: number, random: () => number): number {
  const most = Math.min(longestWait, shortestWait * 2 ** tries);
  return most / 2 + (most / 2) * random();
}

/** Listens until it is closed, and connects again for as long as it takes. */
export function createLive({ open, random, setTimeout }: LiveOptions): Live {
  const stop = new AbortController();
  const stateListeners = new Set<() => void>();
  const newsListeners = new Set<(news: News) => void>();
  const tell = gatherNews((news) => {
    for (const listener of [...newsListeners]) listener(news);
  }, setTimeout);
  let state: LiveState = 'connecting';
  let lastEventId: string | undefined;

  const become = (next: LiveState): void => {
    if (state === next || stop.signal.aborted) return;
    state = next;
    for (const listener of [...stateListeners]) listener();
  };

  const listen = async (): Promise<void> => {
    let tries = 0;
    let wasOpen = false;
    while (!stop.signal.aborted) {
      try {
        const response = await open(lastEventId, stop.signal);
        tries = 0;
        become('open');
        if (wasOpen) tell({ activities: [], hasGap: true });
        wasOpen = true;
        await read(response);
      } catch {
        // Whatever it was, trying again is the answer, and the state says it to the person.
      }
      become('lost');
      const wait = waitBefore(tries, random);
      tries += 1;
      if (!stop.signal.aborted) await new Promise<void>((resolve) => setTimeout(resolve, wait));
    }
  };

  const read = async ({ body }: Response): Promise<void> => {
    const parse = createEventParser();
    const decoder = new TextDecoder();
    const reader = body?.getReader();
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (done) return;
      const activities: Activity[] = [];
      for (const event of parse(decoder.decode(value, { stream: true }))) {
        lastEventId = event.id ?? lastEventId;
        const one = readActivity(event.data);
        if (one !== undefined) activities.push(one);
      }
      if (activities.length > 0 && !stop.signal.aborted) tell({ activities, hasGap: false });
    }
  };

  void listen();
  return {
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onNews(listener) {
      newsListeners.add(listener);
      return () => newsListeners.delete(listener);
    },
    close: () => stop.abort(),
  };
}

/** @returns undefined for what is no activity: a newer service may send more than this page knows */
function readActivity(data: string): Activity | undefined {
  try {
    const value: unknown = JSON.parse(data);
    const isActivity = typeof value === 'object' && value !== null && 'kind' in value && 'message' in value;
    return isActivity ? (value as Activity) : undefined;
  } catch {
    return undefined;
  }
}
