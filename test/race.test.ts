import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from './parts/find-part.ts';
import { deployment } from './world/manifests.ts';
import { type Person, startPerson } from './world/person.ts';
import { checkHistory } from './world/race-check.ts';
import { PushedTags, raceFiles, raceManifest } from './world/race-fields.ts';
import { readHistory, readPushes } from './world/race-history.ts';
import { race, settled, widenTheRaces } from './world/race-rounds.ts';
import { failedLooks, metric, metricOfAll, restart } from './world/race-services.ts';
import { waitUntil } from './world/wait-until.ts';
import { openWorld, type World } from './world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

/** All of it takes minutes: `AUTOMATOR_LONG=1`. */
const long = process.env['AUTOMATOR_LONG'] === '1';

describe.runIf(parts !== undefined)('services, people and bots push to one branch', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (
    pollInterval: string,
    services: number,
    files: (host: string) => Record<string, string>,
  ): Promise<void> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    world = await openWorld({ mode: 'redis', services, parts, pollInterval, files });
  };
  const person = (name: string): Promise<Person> =>
    startPerson(name, world.cloneUrl, join(world.folder, name));
  const bindings = (): Promise<number[]> => metricOfAll(world, 'automator_bindings');

  test.each([
    { services: 'of one installation', apart: false, rounds: long ? 75 : 10, leastPushes: long ? 500 : 50 },
    { services: 'that share no queue', apart: true, rounds: long ? 75 : 6, leastPushes: long ? 500 : 30 },
  ])(
    '4 services $services, 3 bots and 2 people, $rounds rounds: nothing is lost, lands twice or lands against the tree',
    async ({ apart, rounds, leastPushes }) => {
      await open('2s', 4, (host) => ({
        'notes.md': '# Notes\n',
        ...Object.fromEntries(raceFiles.map((file) => [file.path, raceManifest(host, file)])),
      }));
      await widenTheRaces(world.repository.path);
      const pushed = new PushedTags();
      for (const { repository } of raceFiles) await pushed.push(world.registry, repository, '1.0.0');
      await world.start();
      if (apart) {
        for (const at of world.services.keys()) {
          await restart(world, at, (config) => config.replace(/^redisUrl: .*$/m, `$&/${at}`));
        }
      }
      await waitUntil('all mirrors', async () => (await bindings()).join() === '9,9,9,9');

      const people = await Promise.all(['Ann', 'Ben'].map(person));
      const bots = await Promise.all(['Bot-1', 'Bot-2', 'Bot-3'].map(person));
      const commits = await race({ world, people, bots, pushed, rounds });
      const head = await settled(world, pushed);
      await sleep(3000);
      expect(await world.head(), 'a commit came when all was done').toBe(head);

      const history = await readHistory(world.repository.path);
      const updates = await checkHistory(world, history, commits, pushed);
      const updatesByService = await metricOfAll(world, 'automator_updates_total');
      const racesByService = await metricOfAll(world, 'automator_push_races_total');
      const failures = (await Promise.all(world.services.map((_, at) => failedLooks(world, at)))).flat();
      const lost = sum(commits.map((commit) => commit.lost));
      const taken = (await readPushes(world.repository.path)).length;
      const races = sum(racesByService) + lost;
      const reverts = commits.filter(({ change }) => change === 'takes an update back').length;
      const first = commits.filter(({ cameFirst }) => cameFirst).length;
      console.log(
        `${rounds} rounds: ${taken} pushes taken and ${races} lost, ` +
          `retries ${Math.round((100 * races) / (taken + races))} % of all; ` +
          `${updates} updates (by service ${updatesByService.join(' + ')}), which lost ${racesByService.join(' + ')}; ` +
          `${commits.length} commits of people and bots, who lost ${lost}; ${reverts} updates were taken back, ` +
          `${first} times somebody came before an update that was due`,
      );
      expect(sum(updatesByService), 'updates that a service took for its own').toBe(updates);
      expect(failures).toEqual([]);
      // Without these the rounds would have proved nothing.
      expect(taken).toBeGreaterThanOrEqual(leastPushes);
      expect(updatesByService.filter((count) => count > 0).length).toBeGreaterThanOrEqual(long ? 4 : 2);
      expect(sum(racesByService)).toBeGreaterThan(rounds / 5);
      expect(first).toBeGreaterThan(0);
      expect(reverts).toBeGreaterThan(0);
    },
    long ? 1_800_000 : 300_000,
  );

  test('what a person changes is seen by both within a poll interval, however old their mirrors are', async () => {
    const pollInterval = 4000;
    // The tick of the poller and a fetch on a busy machine.
    const slack = 3000;
    const images = ['me/helloworld', 'me/other'] as const;
    await open('4s', 2, (host) => ({
      'helloworld.yaml': deployment(`${host}/${images[0]}:1.0.0`),
    }));
    for (const image of images) await world.registry.push(image, '1.0.0');
    await world.start();
    await waitUntil('both mirrors', async () => (await bindings()).join() === '1,1');
    const seenAt = (): Promise<number[]> => metricOfAll(world, 'automator_config_repo_last_success_seconds');
    const apart = await waitUntil(
      'mirrors of different ages',
      async () => {
        // The second is to fetch about halfway between two fetches of the first.
        const [before = 0] = await seenAt();
        await waitUntil('a fetch', async () => ((await seenAt())[0] ?? 0) > before);
        await sleep(pollInterval / 2 - 1000);
        await restart(world, 1);
        await waitUntil('both mirrors', async () => (await bindings()).join() === '1,1');
        const [first = 0, second = 0] = await seenAt();
        return Math.abs(first - second) > 1 && Math.abs(first - second);
      },
      60_000,
    );
    const someone = await person('Person');

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
