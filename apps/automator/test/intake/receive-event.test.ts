import { setTimeout as sleep } from 'node:timers/promises';
import { createImageAliases, type RegistryEvent } from '@deployment-automator/registry-clients';
import { expect, it } from 'vitest';
import { receiveEvents } from '../../src/intake/index.ts';
import { createInProcessQueue } from '../../src/queue/in-process-queue.ts';
import type { WorkQueue } from '../../src/queue/index.ts';

function recordingQueue(): { queue: WorkQueue; requested: string[] } {
  const requested: string[] = [];
  const queue: WorkQueue = {
    request: async (key) => {
      requested.push(key);
    },
    serve: () => undefined,
    depth: async () => ({ waiting: 0, running: 0 }),
    close: async () => undefined,
  };
  return { queue, requested };
}

const push = { registry: 'docker.io', repository: 'acme/web', tag: '1.1.0', action: 'push' as const };
const named = { add: async () => undefined };
const options = {
  aliases: createImageAliases([]),
  named,
  noticed: { note: async () => undefined },
  onImage: () => undefined,
  onError: () => undefined,
};

async function requestedFor(
  events: readonly RegistryEvent[],
  bound: readonly string[],
  aliases = options.aliases,
) {
  const { queue, requested } = recordingQueue();
  await receiveEvents(events, { ...options, queue, bound, aliases });
  return requested;
}

it('asks once for each bound image that was pushed, and for no other', async () => {
  const events = [
    push,
    { ...push, tag: '1.2.0' },
    { ...push, repository: 'acme/unused' },
    { ...push, repository: 'acme/gone', action: 'delete' as const },
  ];
  const bound = ['docker.io/acme/web', 'docker.io/acme/gone', 'ghcr.io/acme/web'];
  expect(await requestedFor(events, bound)).toEqual(['check:docker.io/acme/web']);
});

it('asks for one name of a pushed image, whichever of them bindings use', async () => {
  const aliases = createImageAliases([
    { host: 'docker.io', aliases: ['mirror.acme.test/hub', 'mirror.gcr.test'] },
  ]);
  const bound = [
    'mirror.acme.test/hub/acme/web',
    'docker.io/acme/web',
    'mirror.acme.test/acme/web',
    'ghcr.io/a/b',
  ];
  const wanted = ['check:docker.io/acme/web'];
  expect(await requestedFor([push], bound, aliases)).toEqual(wanted);
  expect(await requestedFor([push], ['mirror.acme.test/hub/acme/web'], aliases)).toEqual(wanted);
  expect(await requestedFor([{ ...push, registry: 'mirror.gcr.test' }], bound, aliases)).toEqual(wanted);
});

it('asks for a repository on any registry, where the sender does not say which one it is', async () => {
  const aliases = createImageAliases([{ host: 'nexus.acme.test', aliases: ['proxy.acme.test/nexus'] }]);
  const bound = [
    'nexus.acme.test:8083/acme/web',
    'proxy.acme.test/nexus/acme/web',
    'ghcr.io/other/acme/web',
    'ghcr.io/acme/webs',
  ];
  const { registry: _, ...unplaced } = push;
  expect(await requestedFor([unplaced, unplaced], bound, aliases)).toEqual([
    'check:nexus.acme.test:8083/acme/web',
    'check:nexus.acme.test/acme/web',
  ]);
});

it('tells once of each image and tag that is bound', async () => {
  const { queue } = recordingQueue();
  const told: (string | undefined)[][] = [];
  const { tag: _, ...untagged } = push;
  const events = [push, push, { ...push, tag: '1.2.0' }, untagged, { ...push, repository: 'acme/unused' }];
  const onImage = (image: string, tag: string | undefined): void => void told.push([image, tag]);
  await receiveEvents(events, { ...options, queue, bound: ['docker.io/acme/web'], onImage });
  expect(told).toEqual(['1.1.0', '1.2.0', undefined].map((tag) => ['docker.io/acme/web', tag]));
});

it('tells of a queue that fails, without failing itself', async () => {
  const { queue } = recordingQueue();
  const error = await new Promise<unknown>((resolve) => {
    const broken = { ...queue, request: () => Promise.reject(new Error('Redis is away')) };
    void receiveEvents([push], {
      ...options,
      queue: broken,
      bound: ['docker.io/acme/web'],
      onError: resolve,
    });
  });
  expect(String(error)).toContain('Redis is away');
});

it('makes one look of a delivery that comes a thousand times, and one more for all that came meanwhile', async () => {
  const queue = createInProcessQueue({ onError: () => undefined, interval: 20 });
  const looks: string[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const bound = ['docker.io/acme/web', 'docker.io/acme/api'];
  const replay = (): void => {
    for (let times = 0; times < 1_000; times++) void receiveEvents([push], { ...options, queue, bound });
  };
  queue.serve(
    'check',
    async (image) => {
      looks.push(image);
      // The first look is still at work when the same is sent a thousand times more.
      if (looks.length === 1) replay();
      else finish();
    },
    { concurrency: 8 },
  );
  replay();
  await finished;
  await sleep(100);
  await queue.close();
  expect(looks).toEqual(['docker.io/acme/web', 'docker.io/acme/web']);
});
