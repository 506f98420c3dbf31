import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Milliseconds from a restart, once it has come up, to the commit. */
const pollInterval = 5000;
/** The longest pause (milliseconds) of a service between two attempts to reach Redis: Redis is not up for it before. */
const reconnectPause = 2000;

/** How far the work has come when the kill strikes; the gate sees to it that the commit is not there yet. */
const moments = ['right after the 202', 'once the tags are listed', 'while the push is on its way'] as const;
type Moment = (typeof moments)[number];

describe.runIf(parts !== undefined)('kill -9 between the 202 and the commit', () => {
  let world: World;
  let gate: PushGate;
  afterEach(() => world.close());

  /** The registry tells nobody of its pushes: only the webhook that a test sends, or the poll, can do the job. */
  const open = async (mode: Mode): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({
      mode,
      parts,
      files: (host) => ({ 'helloworld.yaml': deployment(`${host}/me/helloworld:1.0.0`) }),
      pollInterval: `${pollInterval}ms`,
      registryNotifies: false,
    });
    gate = await buildPushGate(world.repository.path);
    await world.registry.push('me/helloworld', '1.0.0');
    await world.start();
    await waitUntil('the first listing', () => world.listings('me/helloworld') > 0);
  };

  /** Pushes the tag, has its webhook answered with 202 and lets the work come as far as the moment says. */
  const begin = async (tag: string, moment: Moment): Promise<void> => {
    await gate.close();
    await world.registry.push('me/helloworld', tag);
    const listings = world.listings('me/helloworld');
    expect(await world.notify('me/helloworld', tag)).toBe(202);
    if (moment === 'once the tags are listed') {
      await waitUntil('the listing', () => world.listings('me/helloworld') > listings);
    }
    if (moment === 'while the push is on its way') {
      await waitUntil('the push', async () => (await gate.waiting()) > 0);
    }
  };

  /** Kills in the middle of the work at each moment, and brings back what was killed. */
  const strike = async (kill: () => Promise<unknown>, restart: () => Promise<unknown>, limit: number) => {
    const tags: string[] = [];
    for (const [at, moment] of moments.entries()) {
      const tag = `1.0.${at + 1}`;
      tags.push(tag);
      const before = await world.head();
      await begin(tag, moment);
      await kill();
      expect(await world.head()).toBe(before);
      await restart();
      await gate.open();
      await waitUntil(`the commit to ${tag}, killed ${moment},`, () => isWritten(tag), limit);
    }
    await untilQuiet(() => world.head(), pollInterval + 1000);
    const image = `${world.registry.host}/me/helloworld`;
    expect((await world.subjects()).slice(0, -1)).toEqual(
      tags.toReversed().map((tag) => `Update ${image} to ${tag}`),
    );
    expect(await trailers()).toEqual(
      ['1.0.0', ...tags]
        .slice(0, -1)
        .map((from, at) => expect.stringMatching(new RegExp(` ${image} ${from} -> ${tags[at]}$`)))
        .toReversed(),
    );
    expect(world.services.map((service) => isAlive(service.pid))).toEqual(world.services.map(() => true));
  };

  const isWritten = async (tag: string): Promise<boolean> =>
    (await world.file('helloworld.yaml')).includes(`:${tag}\n`);

  /** What the trailers of all commits say, newest first. */
  const trailers = async (): Promise<string[]> =>
    (await git(world.repository.path, 'log', '--format=%(trailers:key=Automator-Update)', 'main'))
      .split('\n')
      .filter((line) => line !== '');

  test.each(modes)('of every service, %s: after the restart the commit appears, once', async (mode) => {
    await open(mode);
    await strike(
      () => world.stop('SIGKILL'),
      () => world.start(),
      pollInterval,
    );
  });

  test('of the service and its git: the locks that git leaves behind stop nothing', async () => {
    await open('embedded');
    await world.stop('SIGKILL');
    const mirrors = join(world.folder, 'data-0', 'mirrors');
    const [mirror = ''] = await readdir(mirrors);
    for (const lock of [
      'refs/automator/fetched.lock',
      'refs/automator/written.lock',
      'config.lock',
      'HEAD.lock',
    ])
      await writeFile(join(mirrors, mirror, lock), '');
    await world.registry.push('me/helloworld', '1.0.1');
    await world.start();
    await waitUntil('the commit', () => isWritten('1.0.1'), pollInterval);
  });

  test('of Redis, which comes back empty: the services go on and the commit appears, once', async () => {
    await open('redis');
    await strike(
      async () => world.redis?.kill(),
      async () => world.redis?.restart(),
      pollInterval + reconnectPause,
    );
  });

  test('of Redis and one of two services: after the restart the commit appears, once', async () => {
    await open('redis');
    await strike(
      () => Promise.all([world.redis?.kill(), world.stop('SIGKILL', world.services.slice(0, 1))]),
      async () => {
        await world.redis?.restart();
        await world.start();
      },
      pollInterval,
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
