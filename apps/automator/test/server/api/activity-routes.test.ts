import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Activity, activityPage, problemDetails } from '@deployment-automator/api-schema';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ActivityLog, createMemoryActivity } from '../../../src/activity/index.ts';
import type { EventStreamsOptions } from '../../../src/server/api/event-streams.ts';
import { activityRoutes } from '../../../src/server/index.ts';
import { served } from './served.ts';

const servers: FastifyInstance[] = [];
const aborts: AbortController[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const abort of aborts.splice(0)) abort.abort();
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function listen(log: ActivityLog, options?: EventStreamsOptions, open = true): Promise<string> {
  const server = served({ routes: activityRoutes(log, options), open });
  servers.push(server);
  return server.listen({ host: '127.0.0.1', port: 0 });
}

/** A client that reads and writes down. */
interface Client {
  readonly answer: Response;
  text(): string;
  ended(): boolean;
  events(): { readonly event: string; readonly id: string | undefined; readonly data: unknown }[];
  leave(): void;
}

async function follow(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const abort = new AbortController();
  aborts.push(abort);
  const answer = await fetch(`${url}/api/v1/events`, { headers, signal: abort.signal });
  let text = '';
  let ended = false;
  const read = async (): Promise<void> => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  return {
    answer,
    text: () => text,
    ended: () => ended,
    leave: () => abort.abort(),
    events: () =>
      text
        .split('\n\n')
        .filter((block) => block.includes('event: '))
        .map((block) => {
          const field = (name: string): string | undefined =>
            new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
          return {
            event: field('event') ?? '',
            id: field('id'),
            data: JSON.parse(field('data') ?? 'null') as unknown,
          };
        }),
  };
}

function memory(): ActivityLog {
  return createMemoryActivity({ now: Date.now });
}

function fill(log: ActivityLog, count: number): Promise<readonly Activity[]> {
  for (let i = 0; i < count; i += 1) {
    log.add({
      kind: i % 2 === 0 ? 'check' : 'commit',
      message: `${i}\nüber`,
      imageId: i < 3 ? 'aaaaaaaaaaaaaaaa' : 'bbbbbbbbbbbbbbbb',
    });
  }
  return log.recent({}, count);
}

describe('/api/v1/activity', () => {
  it.each([
    ['', 10, ['9', '8', '7', '6', '5', '4', '3', '2', '1', '0']],
    ['?offset=2&limit=3', 10, ['7', '6', '5']],
    ['?kind=commit', 5, ['9', '7', '5', '3', '1']],
    ['?image=aaaaaaaaaaaaaaaa&kind=check', 2, ['2', '0']],
    ['?image=cccccccccccccccc', 0, []],
  ])('lists with "%s"', async (query, total, expected) => {
    const log = memory();
    await fill(log, 10);
    const answer = await fetch(`${await listen(log)}/api/v1/activity${query}`);
    const page = activityPage.parse(await answer.json());
    expect(page.total).toBe(total);
    expect(page.items.map(({ message }) => message.split('\n')[0])).toEqual(expected);
  });

  it.each(['?kind=other', '?image=x', '?limit=0'])('refuses "%s"', async (query) => {
    const answer = await fetch(`${await listen(memory())}/api/v1/activity${query}`);
    expect(answer.status).toBe(400);
  });
});

describe('/api/v1/events', () => {
  it('sends what happens from now on, each with its id', async () => {
    const log = memory();
    await fill(log, 2);
    const client = await follow(await listen(log));
    expect(client.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.answer.headers.get('x-content-type-options')).toBe('nosniff');
    log.add({ kind: 'commit', message: 'one\n\nevent: fake' });
    await vi.waitFor(() => expect(client.events().length).toBe(1));
    const [entry] = await log.recent({}, 1);
    expect(client.events()).toEqual([{ event: 'activity', id: entry?.id, data: entry }]);
  });

  it('goes on after the last event that a client saw', async () => {
    const log = memory();
    const all = await fill(log, 6);
    const client = await follow(await listen(log), { 'last-event-id': all[2]?.id ?? '' });
    log.add({ kind: 'check', message: 'new' });
    await vi.waitFor(() => expect(client.events().length).toBe(3));
    expect(client.events().map(({ id }) => id)).toEqual(
      (await log.recent({}, 3)).map(({ id }) => id).toReversed(),
    );
  });

  it('says so when it cannot go on', async () => {
    const log = memory();
    const [newest] = await fill(log, 2);
    const client = await follow(await listen(log), { 'last-event-id': '000000000000001-000000' });
    await vi.waitFor(() => expect(client.events().length).toBe(1));
    expect(client.events()).toEqual([{ event: 'reset', id: newest?.id, data: {} }]);
  });

  it('sends comments while nothing happens', async () => {
    const client = await follow(await listen(memory(), { heartbeat: 20 }));
    await vi.waitFor(() => expect(client.text().match(/^: still here$/gm)?.length).toBeGreaterThan(2));
    expect(client.events()).toEqual([]);
  });

  it.each([
    ['without a token', {}, 401],
    ['with a wrong token', { authorization: 'Bearer nope' }, 401],
    ['with a token', { authorization: 'Bearer api-token' }, 200],
  ])('is guarded as reading is: %s', async (_name, headers, status) => {
    const client = await follow(await listen(memory(), {}, false), headers);
    expect(client.answer.status).toBe(status);
  });

  it('takes so many clients and no more, and another when one has left', async () => {
    const url = await listen(memory(), { clientsAtMost: 2 });
    const clients = [await follow(url), await follow(url)];
    const refused = await fetch(`${url}/api/v1/events`);
    expect(refused.status).toBe(503);
    expect(problemDetails.parse(await refused.json())).toMatchObject({ code: 'too-many-clients' });
    clients[0]?.leave();
    await vi.waitFor(async () => {
      const again = await follow(url);
      expect(again.answer.status).toBe(200);
    });
  });

  it('lets a client go that does not read, and the others not', async () => {
    const log = memory();
    const url = await listen(log, { unreadAtMost: 1024 * 1024 });
    const stopped = vi.fn();
    const { follow: plain } = log;
    log.follow = (...args) => {
      const stop = plain(...args);
      return () => {
        stopped();
        stop();
      };
    };
    const reading = await follow(url);
    const deaf = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(deaf);
    deaf.on('error', () => undefined);
    deaf.write('GET /api/v1/events HTTP/1.1\r\nhost: x\r\n\r\n');
    deaf.pause();
    await delay(50);
    await vi.waitFor(
      async () => {
        for (let i = 0; i < 20; i += 1) log.add({ kind: 'check', message: 'x'.repeat(20_000) });
        expect(stopped).toHaveBeenCalledTimes(1);
      },
      { timeout: 20_000, interval: 10 },
    );
    log.add({ kind: 'check', message: 'last' });
    await vi.waitFor(() => expect(reading.text()).toContain('"message":"last"'), { timeout: 10_000 });
  });

  it('lets everybody go when the server closes, and does not hold it up', async () => {
    const url = await listen(memory());
    const clients = [await follow(url), await follow(url)];
    await servers[0]?.close();
    await vi.waitFor(() => expect(clients.map((client) => client.ended())).toEqual([true, true]));
  });
});
