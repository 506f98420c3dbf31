import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { untilQuiet, waitUntil } from './world/wait-until.ts';
import { modes, openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

/**
 * A queue that puts a look off while requests keep coming would put it off to the end of the flood, however long that
 * is, and one that looks once a request would look hundreds of times. 15 s tell both apart from one look a second;
 * `AUTOMATOR_LONG=1` lets the flood go on for a whole minute.
 */
const floodSeconds = process.env['AUTOMATOR_LONG'] === '1' ? 60 : 15;

describe.runIf(parts !== undefined).each(modes)('many webhooks, %s', (mode) => {
  let world: World;
  afterEach(() => world.close());

  /** A world in which only webhooks cause looks: it has just been polled, and is not for a long time. */
  const open = async (): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({
      mode,
      parts,
      files: (host) => ({ 'helloworld.yaml': deployment(`${host}/me/helloworld:1.0.0`) }),
      pollInterval: '1h',
    });
    await world.registry.push('me/helloworld', '1.0.0');
    await world.start();
    await waitUntil('the first listing', () => world.listings('me/helloworld') > 0);
    await quiet();
  };

  const quiet = (): Promise<unknown> =>
    untilQuiet(async () => `${world.listings()} ${await world.head()}`, 2000);

  /** Webhooks at an even pace, in turns over the services. @returns the answers */
  const flood = async (
    count: number,
    milliseconds: number,
    next: () => [repository: string, tag: string],
  ) => {
    const answers: Promise<number>[] = [];
    const begin = Date.now();
    for (let sent = 0; sent < count; sent++) {
      await sleep(begin + (sent * milliseconds) / count - Date.now());
      answers.push(world.notify(...next(), sent % world.services.length));
    }
    return Promise.all(answers);
  };

  const commitsTo = async (tag: string): Promise<number> =>
    (await world.subjects()).filter((subject) => subject.endsWith(` to ${tag}`)).length;

  test('200 webhooks in a second cause at most 5 listings, and the last tag is seen', async () => {
    await open();
    const before = world.listings('me/helloworld');
    const tags = ['1.0.1', '1.0.2', '1.0.3', '1.0.4', '1.0.5'];
    let newest = '1.0.0';
    const push = async (): Promise<void> => {
      for (const tag of tags) {
        await world.registry.push('me/helloworld', tag);
        newest = tag;
        await sleep(100);
      }
    };
    const [answers] = await Promise.all([flood(200, 1000, () => ['me/helloworld', newest]), push()]);
    expect(await world.notify('me/helloworld', newest)).toBe(202);
    await waitUntil('the last tag', async () => (await world.file('helloworld.yaml')).includes(':1.0.5'));
    await quiet();

    expect(answers).toEqual(Array(200).fill(202));
    expect(world.listings('me/helloworld') - before).toBeLessThanOrEqual(5);
    expect(await world.file('helloworld.yaml')).toContain(':1.0.5');
    for (const tag of tags) expect(await commitsTo(tag)).toBeLessThanOrEqual(1);
    expect(await commitsTo('1.0.5')).toBe(1);
  });

  test(`a flood of ${floodSeconds} s does not put off the commit, at about one listing a second`, async () => {
    await open();
    const before = world.listings('me/helloworld');
    let flooding = true;
    const flooded = flood(floodSeconds * 50, floodSeconds * 1000, () => ['me/helloworld', '1.0.1']).finally(
      () => {
        flooding = false;
      },
    );
    for (const tag of ['1.0.1', '1.0.2']) {
      await sleep(1000);
      await world.registry.push('me/helloworld', tag);
      await waitUntil(`the commit to ${tag}`, async () => !flooding || (await commitsTo(tag)) === 1);
      expect(flooding).toBe(true);
    }
    const answers = await flooded;
    await quiet();

    expect(new Set(answers)).toEqual(new Set([202]));
    expect(world.listings('me/helloworld') - before).toBeLessThanOrEqual(floodSeconds + 3);
    expect(await world.subjects()).toHaveLength(3);
  });

  test('webhooks for images that nobody uses cause no request to the registry', async () => {
    await open();
    await world.registry.push('me/unused', '1.0.0');
    await waitUntil('the last line of the push', () =>
      world.registry.requests().some(({ path }) => path === '/v2/me/unused/manifests/1.0.0'),
    );
    const before = world.registry.requests().length;
    const unused = ['me/unused', 'me/helloworld-too', 'me/unheard-of'];
    let sent = 0;
    const answers = await flood(200, 1000, () => [unused[sent++ % unused.length] ?? '', '1.0.0']);
    expect(answers).toEqual(Array(200).fill(202));
    // Different images run in parallel, so once this later one was looked at, those before would have been.
    for (const service of world.services.keys()) await world.notify('me/helloworld', '1.0.0', service);
    await waitUntil('the later look', () => world.registry.requests().length > before);
    await quiet();

    const since = world.registry.requests().slice(before);
    expect(since.map(({ path }) => path).filter((path) => !path.startsWith('/v2/me/helloworld/'))).toEqual(
      [],
    );
  });
});
