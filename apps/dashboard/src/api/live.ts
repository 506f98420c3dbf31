import type { Activity } from '@deployment-automator/api-schema';
import { createEventParser, type ServerEvent } from './event-parser.ts';
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
/** The service says something every 15 seconds; a connection that is silent for longer is dead, whatever it looks like. */
const longestSilence = 45_000;

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
    while (!stop.signal.aborted) {
      const connection = new AbortController();
      const signal = AbortSignal.any([stop.signal, connection.signal]);
      try {
        const response = await open(lastEventId, signal);
        tries = 0;
        become('open');
        // What happened between the pages' questions and this moment was told to nobody.
        tell({ activities: [], hasGap: true });
        await read(response, connection);
      } catch {
        // Whatever it was, trying again is the answer, and the state says it to the person.
      }
      become('lost');
      const wait = waitBefore(tries, random);
      tries += 1;
      if (!stop.signal.aborted) await new Promise<void>((resolve) => setTimeout(resolve, wait));
    }
  };

  const read = async ({ body }: Response, connection: AbortController): Promise<void> => {
    const parse = createEventParser();
    const decoder = new TextDecoder();
    const reader = body?.getReader();
    let pieces = 0;
    for (;;) {
      const before = pieces;
      setTimeout(() => {
        if (pieces === before) connection.abort();
      }, longestSilence);
      const { done = true, value } = (await reader?.read()) ?? {};
      pieces += 1;
      if (done || stop.signal.aborted) return;
      const events = parse(decoder.decode(value, { stream: true }));
      lastEventId = events.at(-1)?.id ?? lastEventId;
      const activities = events.flatMap(readActivity);
      const hasGap = events.some(({ type }) => type === 'reset');
      if (hasGap || activities.length > 0) tell({ activities, hasGap });
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

/** What is no activity is left out: a newer service may send more than this page knows. */
function readActivity({ data }: ServerEvent): Activity[] {
  try {
    const value: unknown = JSON.parse(data);
    const isActivity = typeof value === 'object' && value !== null && 'kind' in value && 'message' in value;
    return isActivity ? [value as Activity] : [];
  } catch {
    return [];
  }
}
