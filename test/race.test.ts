import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { type Person, startPerson } from './world/person.ts';
import { checkHistory } from './world/race-check.ts';
import { PushedTags, raceFiles, raceManifest } from './world/race-fields.ts';
import { readHistory } from './world/race-history.ts';
import { race, settled, widenTheRaces } from './world/race-rounds.ts';
import { failedLooks, metric, metricOfBoth, restart } from './world/race-services.ts';
import { waitUntil } from './world/wait-until.ts';
import { openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

describe.runIf(parts !== undefined)('two services and a person push to one branch', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (
    pollInterval: string,
    files: (host: string) => Record<string, string>,
  ): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({ mode: 'redis', services: 2, parts, pollInterval, files });
  };
  const person = (): Promise<Person> => startPerson('Person', world.cloneUrl, join(world.folder, 'person'));
  const bindings = (): Promise<[number, number]> => metricOfBoth(world, 'automator_bindings');

  test.each([
    { services: 'of one installation', apart: false, rounds: 50 },
    { services: 'that share no queue', apart: true, rounds: 20 },
  ])(
    'services $services, $rounds rounds: nothing is lost, lands twice or lands against the tree',
    async ({ apart, rounds }) => {
      await open('2s', (host) => ({
        'notes.md': '# Notes\n',
        ...Object.fromEntries(raceFiles.map((file) => [file.path, raceManifest(host, file)])),
      }));
      await widenTheRaces(world.repository.path);
      const pushed = new PushedTags();
      for (const { repository } of raceFiles) await pushed.push(world.registry, repository, '1.0.0');
      await world.start();
      if (apart) {
        for (const at of [0, 1]) {
          await restart(world, at, (config) => config.replace(/^redisUrl: .*$/m, `$&/${at}`));
        }
      }
      await waitUntil('both mirrors', async () => (await bindings()).join() === '9,9');

      const commits = await race({ world, person: await person(), pushed, rounds });
      const head = await settled(world, pushed);
      await sleep(3000);
      expect(await world.head(), 'a commit came when all was done').toBe(head);

      const history = await readHistory(world.repository.path);
      const updates = await checkHistory(world, history, commits, pushed);
      const updatesByService = await metricOfBoth(world, 'automator_updates_total');
      const racesByService = await metricOfBoth(world, 'automator_push_races_total');
      const failures = (await Promise.all([0, 1].map((at) => failedLooks(world, at)))).flat();
      const personLost = commits.reduce((sum, { lost }) => sum + lost, 0);
      const personFirst = commits.filter(({ cameFirst }) => cameFirst).length;
      console.log(
        `${rounds} rounds: ${updates} updates (by service ${updatesByService.join(' + ')}), ` +
          `races that the services lost ${racesByService.join(' + ')}; ` +
          `${commits.length} commits of the person, who lost ${personLost} pushes and came before ` +
          `an update that was due ${personFirst} times`,
      );
      expect(sum(updatesByService), 'updates that a service took for its own').toBe(updates);
      expect(failures).toEqual([]);
      // Without these the rounds would have proved nothing.
      expect(Math.min(...updatesByService)).toBeGreaterThan(0);
      expect(Math.min(...racesByService)).toBeGreaterThan(0);
      expect(sum(racesByService)).toBeGreaterThan(rounds / 5);
      expect(personFirst).toBeGreaterThan(0);
    },
    180_000,
  );

  test('what a person changes is seen by both within a poll interval, however old their mirrors are', async () => {
    const pollInterval = 4000;
    // The tick of the poller and a fetch on a busy machine.
    const slack = 3000;
    const images = ['me/helloworld', 'me/other'] as const;
    await open('4s', (host) => ({
      'helloworld.yaml': deployment(`${host}/${images[0]}:1.0.0`),
    }));
    for (const image of images) await world.registry.push(image, '1.0.0');
    await world.start();
    await waitUntil('both mirrors', async () => (await bindings()).join() === '1,1');
    const seenAt = (): Promise<[number, number]> =>
      metricOfBoth(world, 'automator_config_repo_last_success_seconds');
    const apart = await waitUntil(
      'mirrors of different ages',
      async () => {
        // The second is to fetch about halfway between two fetches of the first.
        const [before] = await seenAt();
        await waitUntil('a fetch', async () => (await seenAt())[0] > before);
        await sleep(pollInterval / 2 - 1000);
        await restart(world, 1);
        await waitUntil('both mirrors', async () => (await bindings()).join() === '1,1');
        const [first, second] = await seenAt();
        return Math.abs(first - second) > 1 && Math.abs(first - second);
      },
      60_000,
    );
    const someone = await person();

    const seenByBoth = async (expected: string): Promise<number[]> => {
      const changed = Date.now();
      const delays = await Promise.all(
        [0, 1].map(async (at) => {
          const see = async (): Promise<boolean> =>
            `${await metric(world, at, 'automator_bindings')}` === expected;
          await waitUntil(`service ${at} seeing ${expected} bindings`, see);
          return Date.now() - changed;
        }),
      );
      expect(Math.max(...delays)).toBeLessThan(pollInterval + slack);
      return delays;
    };

    await world.registry.push(images[1], '1.1.0');
    await someone.change(
      'other.yaml',
      () => deployment(`${world.registry.host}/${images[1]}:1.0.0`, { name: 'other' }),
      'Bind another image',
    );
    const added = await seenByBoth('2');
    await waitUntil('its update', async () => (await world.file('other.yaml')).includes(':1.1.0'));

    await someone.change(
      'helloworld.yaml',
      (text) => text.replace(/^ {4}automator\/tag: .*\n/m, ''),
      'Unbind',
    );
    const removed = await seenByBoth('1');
    const head = await world.head();
    const listings = world.listings(images[0]);
    await world.registry.push(images[0], '1.1.0');
    for (const at of [0, 1]) await world.notify(images[0], '1.1.0', at);
    await sleep(pollInterval);
    expect(await world.head()).toBe(head);
    expect(world.listings(images[0])).toBe(listings);
    expect(await world.subjects()).toEqual([
      'Unbind',
      `Update ${world.registry.host}/${images[1]} to 1.1.0`,
      'Bind another image',
      expect.any(String),
    ]);
    console.log(
      `mirrors ${Math.round(apart * 1000)} ms apart; seen after ms: ${added.join(' and ')}, ` +
        `${removed.join(' and ')}`,
    );
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
