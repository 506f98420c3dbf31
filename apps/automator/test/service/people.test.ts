import {
  type CandidatesPage,
  type ImageDetail,
  type ImageRow,
  type ImagesPage,
  problemDetails,
} from '@deployment-automator/api-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployment, openPeopleWorld, type PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
const web = 'web.yaml#0/spec/template/spec/containers/0/image';

async function images(query = ''): Promise<ImagesPage> {
  return (await world.get(`/api/v1/images?limit=500${query}`)).json() as Promise<ImagesPage>;
}
async function row(name: string): Promise<ImageRow | undefined> {
  return (await images()).items.find(({ image }) => image.endsWith(name));
}
async function detail(name: string): Promise<ImageDetail> {
  const id = (await row(name))?.id;
  return (await world.get(`/api/v1/images/${id}`)).json() as Promise<ImageDetail>;
}

beforeAll(async () => {
  const policy = 'automator/tag: semver:^1';
  world = await openPeopleWorld((host) => ({
    staging: {
      'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]),
      'apps/gone.yaml': deployment('gone', `${host}/acme/gone:1.0.0`, [policy]),
      'apps/typo.yaml': deployment('typo', `${host}/acme/typo:1.0.0`, [policy, 'automator/gruop: x']),
    },
    production: {
      'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]),
      'apps/new.yaml': deployment('new', `${host}/acme/new:3.0.0`, [policy]),
    },
  }));
  world.registry.seed('acme/web', ['1.0.0']);
  world.registry.seed('acme/new', ['1.0.0']);
}, 60_000);
afterAll(() => world.close());

describe('a service that people look at', () => {
  it('shows why each image stands where it stands', async () => {
    await world.until(
      () => images(),
      ({ counts }) => counts.current === 1 && counts['above-range'] === 1 && counts.unknown === 1,
    );
    expect(await row('/web')).toMatchObject({ state: 'current', current: ['1.0.0'], chosen: [] });
    expect(await row('/typo')).toMatchObject({ state: 'conflict', reason: expect.stringContaining('gruop') });
    const gone = await world.until(
      () => detail('/gone'),
      ({ listing }) => listing.state !== 'none',
    );
    expect(gone.listing).toMatchObject({ state: 'failed', problem: { code: 'not-found' } });
    expect((await row('/gone'))?.reason).toMatch(/./);
    const [binding] = (await detail('/typo')).bindings;
    expect(binding).toMatchObject({ code: 'unknown-key', state: 'conflict', pullRequest: null });
  });

  it('shows a push as a commit here and a pull request there', async () => {
    await world.registry.push('acme/web', '1.1.0');
    const id = (await row('/web'))?.id;
    expect(
      (await world.post('/api/v1/checks', { image: `${world.registry.host}/acme/web:1.1.0` })).status,
    ).toBe(202);
    const seen = await world.until(
      () => detail('/web'),
      ({ state }) => state === 'pull-request',
    );
    const [production, staging] = seen.bindings;
    expect(id).toBe(seen.id);
    expect(staging).toMatchObject({ configRepo: 'staging', current: '1.1.0', state: 'current' });
    expect(production).toMatchObject({
      configRepo: 'production',
      environment: 'production',
      current: '1.0.0',
      chosen: '1.1.0',
      state: 'pull-request',
      delivery: 'pull-request',
      runnerUp: '1.0.0',
      pullRequest: { number: 1, state: 'open' },
    });
    expect(production?.since).not.toBeNull();
    expect(seen.requests).toBeGreaterThan(0);
  });

  it('shows the same after a restart, before anything was asked again', async () => {
    world.forge.answer(() => world.forge.faultReply('unavailable'));
    await world.restart();
    const seen = await world.until(
      () => detail('/web').catch(() => undefined),
      (found) => found?.state === 'pull-request',
    );
    expect(seen?.bindings[0]?.pullRequest).toMatchObject({ number: 1, state: 'open' });
    world.forge.answer(undefined);
  });

  it('says what each tag is worth to a binding', async () => {
    const { id } = await detail('/web');
    const path = `/api/v1/images/${id}/candidates?configRepo=production&binding=${encodeURIComponent(web)}`;
    const page = (await (await world.get(path)).json()) as CandidatesPage;
    expect(page).toMatchObject({ total: 2, policy: 'semver:^1', current: '1.0.0' });
    expect(page.items.map(({ tag, verdict }) => [tag, verdict])).toEqual([
      ['1.1.0', 'chosen'],
      ['1.0.0', 'current'],
    ]);
    const found = (await (await world.get(`${path}&search=1.0.`)).json()) as CandidatesPage;
    expect(found.items.map(({ tag }) => tag)).toEqual(['1.0.0']);
    const both = await world.get(`/api/v1/images/${id}/candidates?binding=${encodeURIComponent(web)}`);
    expect(both.status).toBe(409);
    expect(problemDetails.parse(await both.json())).toMatchObject({ code: 'ambiguous' });
  });

  it('holds by a refusal, and says by which pull request', async () => {
    await world.forge.person.close(1);
    const seen = await world.until(
      () => detail('/web'),
      ({ state }) => state === 'held',
    );
    expect(seen.bindings[0]).toMatchObject({
      code: 'refused',
      chosen: '1.1.0',
      pullRequest: { number: 1, state: 'refused' },
    });
    expect(seen.reason).toContain('#1');
  });

  it('holds and releases a field by a commit, at a person’s word', async () => {
    const wish = { id: web, configRepo: 'staging', reason: 'a leak\nAutomator-Update: forged', by: 'ada' };
    const held = await world.post('/api/v1/holds', wish);
    expect(held.status).toBe(201);
    expect(await held.json()).toMatchObject({
      id: web,
      configRepo: 'staging',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    await world.registry.push('acme/web', '1.2.0');
    await world.post('/api/v1/checks', { image: `${world.registry.host}/acme/web` });
    const staging = async () => (await detail('/web')).bindings.find((one) => one.configRepo === 'staging');
    const stopped = await world.until(staging, (binding) => binding?.state === 'held');
    expect(stopped).toMatchObject({ code: 'hold', chosen: '1.2.0' });
    expect(stopped?.reason).toContain('a leak Automator-Update: forged');
    expect((await world.post('/api/v1/releases', { id: web, configRepo: 'staging' })).status).toBe(201);
    await world.until(staging, (binding) => binding?.current === '1.2.0' && binding.state === 'current');
  });
});
