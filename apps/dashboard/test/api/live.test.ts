import { describe, expect, it, onTestFinished } from 'vitest';
import type { News } from '../../src/api/gather-news.ts';
import { createLive, type Live, type LiveState, waitBefore } from '../../src/api/live.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

interface Connection {
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  send(text: string): void;
  end(): void;
}

interface Listening {
  readonly live: Live;
  readonly clock: HandClock;
  readonly connections: Connection[];
  readonly news: News[];
  readonly states: LiveState[];
}

/** Listens to a service that is played by hand. @param refuse how many tries are refused first */
function listen(refuse = 0): Listening {
  const clock = createHandClock();
  const connections: Connection[] = [];
  let refused = 0;
  const live = createLive({
    random: () => 0.5,
    setTimeout: clock.setTimeout,
    open: async (lastEventId, signal) => {
      if (refused < refuse) {
        refused += 1;
        throw new Error('no answer');
      }
      const encoder = new TextEncoder();
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          signal.addEventListener('abort', () => controller.error(new Error('aborted')), { once: true });
          connections.push({
            lastEventId,
            signal,
            send: (text) => controller.enqueue(encoder.encode(text)),
            end: () => controller.close(),
          });
        },
      });
      return new Response(body);
    },
  });
  onTestFinished(() => live.close());
  const news: News[] = [];
  const states: LiveState[] = [];
  live.onNews((one) => news.push(one));
  live.onState(() => states.push(live.state()));
  return { live, clock, connections, news, states };
}

/** Lets everything run that only waits for its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

function printed(id: string): string {
  const activity = { id, at: '2026-01-01T00:00:00Z', kind: 'check', message: id };
  return `event: activity\nid: ${id}\ndata: ${JSON.stringify(activity)}\n\n`;
}

describe('createLive', () => {
  it('connects, and says that anything may have happened before', async () => {
    const { live, states, news } = listen();
    expect(live.state()).toBe('connecting');
    await settle();
    expect(states).toEqual(['open']);
    expect(news).toEqual([{ activities: [], hasGap: true }]);
  });

  it('passes activities on, and leaves out what it does not know', async () => {
    const { clock, connections, news } = listen();
    await settle();
    clock.move(1_000);
    connections[0]?.send(`${printed('1')}data: {"later":true}\n\ndata: no JSON\n\n`);
    await settle();
    expect(news.slice(1).map(({ activities }) => activities.map(({ id }) => id))).toEqual([['1']]);
    expect(news[1]?.hasGap).toBe(false);
  });

  it('takes a reset for a gap', async () => {
    const { clock, connections, news } = listen();
    await settle();
    clock.move(1_000);
    connections[0]?.send('event: reset\nid: 9\ndata: {}\n\n');
    await settle();
    expect(news[1]).toEqual({ activities: [], hasGap: true });
  });

  it('comes back with the last id, and says that it was away', async () => {
    const { clock, connections, states } = listen();
    await settle();
    connections[0]?.send(printed('41'));
    await settle();
    connections[0]?.end();
    await settle();
    expect(states).toEqual(['open', 'lost']);
    expect(connections).toHaveLength(1);
    clock.move(waitBefore(0, () => 0.5));
    await settle();
    expect(states).toEqual(['open', 'lost', 'open']);
    expect(connections[1]?.lastEventId).toBe('41');
  });

  it('tries again, ever more seldom, for as long as it takes', async () => {
    const { clock, connections, states } = listen(3);
    await settle();
    for (const tries of [0, 1, 2]) {
      expect(connections).toHaveLength(0);
      clock.move(waitBefore(tries, () => 0.5));
      await settle();
    }
    expect(connections).toHaveLength(1);
    expect(states).toEqual(['lost', 'open']);
  });

  it('gives up a connection that is silent for too long', async () => {
    const { clock, connections, states } = listen();
    await settle();
    clock.move(30_000);
    connections[0]?.send(': still here\n\n');
    await settle();
    clock.move(30_000);
    await settle();
    expect(states).toEqual(['open']);
    clock.move(15_000);
    await settle();
    expect(states).toEqual(['open', 'lost']);
  });

  it('is still after it was closed', async () => {
    const { live, clock, connections, news, states } = listen();
    await settle();
    live.close();
    expect(connections[0]?.signal.aborted).toBe(true);
    await settle();
    clock.move(600_000);
    await settle();
    expect(connections).toHaveLength(1);
    expect(states).toEqual(['open']);
    expect(news).toHaveLength(1);
  });
});

describe('waitBefore', () => {
  it('doubles up to twenty seconds, spread over its upper half', () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 60].map((tries) => waitBefore(tries, () => 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    expect(waitBefore(3, () => 0)).toBe(2_000);
  });
});
