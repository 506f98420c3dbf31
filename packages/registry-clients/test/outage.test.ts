import { type Fault, jsonReply, startSandboxRegistry } from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRegistryClient, type TagListing } from '../src/index.ts';
import { createFakeTime } from './budget/fake-time.ts';

const IMAGES = 200;
const MINUTE = 60_000;

/** The first page of each list is there, and the second is not. */
const halfAList =
  (rest: ReturnType<Fault>): Fault =>
  ({ path }) =>
    path.includes('last=')
      ? rest
      : jsonReply(200, { tags: ['1.0.0'] }, { link: `<${path}&last=1.0.0>; rel="next"` });

/** An hour in which every image is polled while the registry behaves like this. */
async function hourOf(
  fault: Fault,
  { images = IMAGES, every = 5 * MINUTE } = {},
): Promise<{
  readonly told: readonly TagListing[];
  readonly made: number;
  readonly after: readonly TagListing[];
}> {
  const time = createFakeTime();
  const registry = await startSandboxRegistry();
  const client = createRegistryClient({
    registries: [{ host: registry.host, plainHttp: true }],
    now: time.now,
    sleep: time.sleep,
    timeouts: { request: 200 },
  });
  onTestFinished(async () => {
    await client.close();
    await registry.close();
  });
  const names = Array.from({ length: images }, (_, at) => `acme/app-${at}`);
  for (const name of names) registry.seed(name, ['1.0.0', '1.1.0']);
  const poll = async (): Promise<readonly TagListing[]> => {
    const listings: TagListing[] = [];
    for (const repository of names) {
      listings.push(await client.listTags({ registry: registry.host, repository }));
    }
    return listings;
  };

  registry.answer(fault);
  const told: TagListing[] = [];
  for (let began = time.now(), end = began + 60 * MINUTE; began < end; began += every) {
    time.pass(Math.max(0, began - time.now()));
    told.push(...(await poll()));
  }
  const made = registry.requests.length;
  registry.answer(undefined);
  time.pass(5 * MINUTE);
  return { told, made, after: await poll() };
}

describe('an hour with 200 images, polled every five minutes', { timeout: 30_000 }, () => {
  const polls = 60 / 5;
  /** Until five have failed in a row, and then one at each poll. */
  const most = 5 + polls - 1;
  /** The same, with a first page before: two lists are begun until five pages have failed, and then one at a poll. */
  const mostOfHalves = 2 + 5 + 2 * (polls - 1);
  const page =
    (body: string): Fault =>
    () => ({ status: 200, body });

  it.each<[string, Fault, number]>([
    ['fails', () => jsonReply(500, {}), most],
    ['cuts every connection', () => 'cut', most],
    ['sends a web page', page('<html>'), most],
    ['sends half an answer', page('{"tags":["1.0.0","1.'), most],
    ['sends nothing', page(''), most],
    ['fails behind the first page', halfAList(jsonReply(500, {})), mostOfHalves],
    ['cuts the connection behind the first page', halfAList('cut'), mostOfHalves],
    ['sends a web page behind the first page', halfAList({ status: 200, body: '<html>' }), 2 * most],
    ['wants fewer requests without end', () => jsonReply(429, {}), polls],
    ['wants fewer requests for an hour', () => jsonReply(429, {}, { 'retry-after': '3600' }), 1],
  ])(
    'of a registry that %s: nothing is said to be gone, and few requests are made',
    async (_name, fault, requests) => {
      const { told, made, after } = await hourOf(fault);
      expect(told).toHaveLength(IMAGES * polls);
      expect(told.filter((one) => one.state === 'complete')).toEqual([]);
      expect(made).toBe(requests);
      expect(after.every(({ state, tags }) => state === 'complete' && tags.length === 2)).toBe(true);
    },
  );
});

it('a registry that fails for an hour gets a request behind each pause, however often it is asked', async () => {
  const { told, made, after } = await hourOf(() => jsonReply(500, {}), { images: 10, every: 10_000 });
  const pausesOfAMinute = Math.floor((60 * 60 - 10 - 20 - 40) / 60);
  expect(made).toBeLessThanOrEqual(5 + 3 + pausesOfAMinute);
  expect(told.some(({ state }) => state === 'complete')).toBe(false);
  expect(after.every(({ state }) => state === 'complete')).toBe(true);
});
