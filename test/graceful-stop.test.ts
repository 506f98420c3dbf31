import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { git } from './world/person.ts';
import { buildPushGate, type PushGate } from './world/push-gate.ts';
import { untilQuiet, waitUntil } from './world/wait-until.ts';
import { type Mode, modes, openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

/** Milliseconds within which a service without work ends. */
const soon = 5000;
/** The same while Redis is away: the looks that wait for it give up first. */
const bounded = 20_000;

const folders = ['one', 'two', 'three'] as const;

describe.runIf(parts !== undefined)('SIGTERM', () => {
  let world: World;
  let gate: PushGate;
  afterEach(() => world.close());

  /** One image in three folders: an update is one push of three commits. */
  const open = async (mode: Mode): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({
      mode,
      parts,
      files: (host) =>
        Object.fromEntries(
          folders.map((name) => [`${name}/app.yaml`, deployment(`${host}/me/helloworld:1.0.0`, { name })]),
        ),
    });
    gate = await buildPushGate(world.repository.path);
    await world.registry.push('me/helloworld', '1.0.0');
    await world.start();
    await waitUntil('the first listing', () => world.listings('me/helloworld') > 0);
  };

  /** Every service ends by itself, with code 0, and gives its folder back. */
  const stop = async (): Promise<void> => {
    expect(locks()).toHaveLength(world.services.length);
    const zeros = world.services.map(() => 0);
    expect(await world.stop('SIGTERM')).toEqual(zeros);
    expect(locks()).toEqual([]);
  };

  const locks = (): string[] =>
    [0, 1].map((at) => join(world.folder, `data-${at}`, 'lock')).filter((path) => existsSync(path));

  /** How many of the three fields hold the tag. */
  const moved = async (tag: string): Promise<number> => {
    const files = await Promise.all(folders.map((name) => world.file(`${name}/app.yaml`)));
    return files.filter((text) => text.includes(`/me/helloworld:${tag}\n`)).length;
  };

  /** The remote holds so many commits of ours, and each moves one line of one file and says so in one trailer. */
  const expectWhole = async (updates: number): Promise<void> => {
    const path = world.repository.path;
    await git(path, 'fsck', '--strict', '--no-dangling');
    expect(await world.subjects()).toHaveLength(1 + updates);
    if (updates === 0) return;
    const format = ['--numstat', '--format=%(trailers:key=Automator-Update)'];
    const log = await git(path, 'log', ...format, `--max-count=${updates}`, 'main');
    const lines = log.split('\n').filter((line) => line !== '');
    expect(lines.filter((line) => line.startsWith('Automator-Update: '))).toHaveLength(updates);
    expect(lines.filter((line) => /^1\t1\t\w+\/app\.yaml$/.test(line))).toHaveLength(updates);
  };

  test.each(modes)(
    'while a push is on its way, %s: it is finished, and a new start finds everything right',
    async (mode) => {
      await open(mode);
      await gate.close();
      await world.registry.push('me/helloworld', '1.0.1');
      await waitUntil('the push', async () => (await gate.waiting()) > 0);
      const stopping = [...world.services];
      const stopped = stop();
      await waitUntil('the stop', () => stopping.every((service) => service.output().includes('"stopping')));
      await sleep(500);
      expect(stopping.every((service) => service.output().includes('"stopped"'))).toBe(false);
      expect(await moved('1.0.1')).toBe(0);
      await gate.open();
      await stopped;
      expect(await moved('1.0.1')).toBe(3);
      await expectWhole(3);

      await world.start();
      await world.registry.push('me/helloworld', '1.0.2');
      await waitUntil('the next update', async () => (await moved('1.0.2')) === 3);
      await untilQuiet(() => world.head(), 2000);
      await expectWhole(6);
    },
  );

  test.each(modes)(
    'at other moments, %s: what was begun is whole, and a new start does the rest',
    async (mode) => {
      await open(mode);
      const isProved = (tag: string): boolean =>
        world.registry.requests().some(({ method, path }) => method === 'HEAD' && path === manifest(tag));
      const manifest = (tag: string): string => `/v2/me/helloworld/manifests/${tag}`;

      await world.registry.push('me/helloworld', '1.0.1');
      expect(await world.notify('me/helloworld', '1.0.1')).toBe(202);
      await stop();
      const begun = await moved('1.0.1');
      expect([0, 3]).toContain(begun);
      await expectWhole(begun);
      await world.start();
      await waitUntil('the update that was stopped', async () => (await moved('1.0.1')) === 3);

      await world.registry.push('me/helloworld', '1.0.2');
      await waitUntil('the last question before the edit', () => isProved('1.0.2'));
      await stop();
      const written = await moved('1.0.2');
      expect([0, 3]).toContain(written);
      await expectWhole(3 + written);
      await world.start();
      await waitUntil('the other update that was stopped', async () => (await moved('1.0.2')) === 3);
      await expectWhole(6);
    },
  );

  test.each(modes)(
    'without work, %s: it ends soon, although a client never ends its request',
    async (mode) => {
      await open(mode);
      await untilQuiet(() => `${world.listings()}`, 2000);
      const client = connect(Number(new URL(world.services[0]?.url ?? '').port), '127.0.0.1');
      client.on('error', () => undefined);
      client.write(
        'POST /webhooks/registry/distribution HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\n{',
      );
      await sleep(200);
      const asked = Date.now();
      await stop();
      expect(Date.now() - asked).toBeLessThan(soon);
      client.destroy();
    },
  );

  test('while Redis is away: it ends, and nothing is lost', async () => {
    await open('redis');
    await gate.close();
    await world.registry.push('me/helloworld', '1.0.1');
    await waitUntil('the push', async () => (await gate.waiting()) > 0);
    await world.redis?.kill();
    await world.registry.push('me/helloworld', '1.0.2');
    // Longer than a poll interval: polls and the webhook wait for Redis now.
    await sleep(6000);
    const asked = Date.now();
    const stopped = stop();
    await gate.open();
    await stopped;
    expect(Date.now() - asked).toBeLessThan(bounded);
    expect(await moved('1.0.1')).toBe(3);
    await expectWhole(3);

    await world.redis?.restart();
    await world.start();
    await waitUntil('the next update', async () => (await moved('1.0.2')) === 3);
    await untilQuiet(() => world.head(), 2000);
    await expectWhole(6);
  });
});
