import { expect, it } from 'vitest';
import { receiveEvents } from '../../src/intake/index.ts';
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

it('asks once for each bound image that was pushed, and for no other', () => {
  const { queue, requested } = recordingQueue();
  const events = [
    push,
    { ...push, tag: '1.2.0' },
    { ...push, repository: 'acme/unused' },
    { ...push, repository: 'acme/gone', action: 'delete' as const },
  ];
  receiveEvents(events, {
    queue,
    isBound: (image) => image !== 'docker.io/acme/unused',
    onError: () => undefined,
  });
  expect(requested).toEqual(['check:docker.io/acme/web']);
});

it('tells of a queue that fails, without failing itself', async () => {
  const { queue } = recordingQueue();
  const error = await new Promise<unknown>((resolve) => {
    const broken = { ...queue, request: () => Promise.reject(new Error('Redis is away')) };
    receiveEvents([push], { queue: broken, isBound: () => true, onError: resolve });
  });
  expect(String(error)).toContain('Redis is away');
});
