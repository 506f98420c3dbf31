import { imagesQuery } from '@deployment-automator/api-schema';
import { describe, expect, it } from 'vitest';
import { keepOverview, type OverviewSources, selectImages } from '../../src/overview/index.ts';
import { deployment, listed, listingsOf, viewOf } from './view-of.ts';

const listings = listingsOf({ 'ghcr.io/acme/web': listed(['1.0.0']) });
const sources = (name = 'production'): OverviewSources => ({
  views: [viewOf(name, { 'web.yaml': deployment('web', 'ghcr.io/acme/web:1.0.0') }, listings)],
  listings,
});
const states = { since: async (standings: readonly object[], now: number) => standings.map(() => now) };

/** An overview whose sources are counted and can be changed, by a clock that is set. */
function keep(read: () => Promise<OverviewSources> = async () => sources()) {
  const clock = { now: 1_000_000, builds: 0 };
  const overview = keepOverview({
    read: () => {
      clock.builds += 1;
      return read();
    },
    states,
    keptMilliseconds: 10_000,
    now: () => clock.now,
  });
  return { clock, overview };
}

describe('the overview', () => {
  it('is built once for many who ask', async () => {
    const { clock, overview } = keep();
    const [first, ...others] = await Promise.all([overview.get(), overview.get(), overview.get()]);
    others.push(await overview.get());
    expect(clock.builds).toBe(1);
    expect(others.every((other) => other === first)).toBe(true);
  });

  it('is never older than a change that was told of', async () => {
    let name = 'before';
    const { clock, overview } = keep(async () => sources(name));
    await overview.get();
    name = 'after';
    overview.changed();
    const [one, other] = await Promise.all([overview.get(), overview.get()]);
    expect(one.counts.has('after')).toBe(true);
    expect(other).toBe(one);
    expect(clock.builds).toBe(2);
  });

  it('is built again when something changes while it is built', async () => {
    let name = 'before';
    let finish: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { clock, overview } = keep(async () => {
      const found = sources(name);
      if (name === 'before') await reading;
      return found;
    });
    const early = overview.get();
    await expect.poll(() => clock.builds).toBe(1);
    name = 'after';
    overview.changed();
    const late = overview.get();
    finish();
    expect((await early).counts.has('before')).toBe(true);
    expect((await late).counts.has('after')).toBe(true);
    expect(clock.builds).toBe(2);
  });

  it('is built anew behind the back of who asks when only time has passed', async () => {
    const { clock, overview } = keep();
    const first = await overview.get();
    clock.now += 10_000;
    expect(await overview.get()).toBe(first);
    expect(clock.builds).toBe(2);
    await expect.poll(() => overview.get()).not.toBe(first);
    expect(clock.builds).toBe(2);
  });

  it('tells who asks what went wrong, and is built for the next', async () => {
    let isDown = true;
    const { overview } = keep(async () => {
      if (isDown) throw new Error('the store is away');
      return sources();
    });
    await expect(overview.get()).rejects.toThrow('the store is away');
    isDown = false;
    expect((await overview.get()).entries).toHaveLength(1);
  });

  it('does not forget what it could not build anew', async () => {
    let isDown = false;
    const { clock, overview } = keep(async () => {
      if (isDown) throw new Error('the store is away');
      return sources();
    });
    await overview.get();
    isDown = true;
    clock.now += 10_000;
    await overview.get();
    await expect(overview.get()).rejects.toThrow('the store is away');
  });
});

it('10,000 images are built once for many pages, whatever these ask for', async () => {
  const count = 10_000;
  const known = listed(['1.0.0']);
  const many = { nameOf: (image: string) => image, get: () => known };
  const [small] = sources().views;
  const [one] = small?.plan.decided ?? [];
  if (small === undefined || one === undefined) throw new Error('one image is bound');
  const decided = Array.from({ length: count }, (_, at) => {
    const field = { ...one.binding.field, id: `apps/a${at}/web.yaml#0/image` };
    return { ...one, image: `ghcr.io/acme/a${at}`, binding: { ...one.binding, field } };
  });
  const view = { ...small, plan: { ...small.plan, decided } };
  const { clock, overview } = keep(async () => ({ views: [view], listings: many }));
  for (const query of [
    {},
    { search: 'a99' },
    { state: 'current', offset: 5000 },
    { sort: 'since', limit: 500 },
  ]) {
    const { entries } = await overview.get();
    const page = selectImages(entries, imagesQuery.parse(query));
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.total).toBe('search' in query ? 111 : count);
  }
  expect(clock.builds).toBe(1);
});
