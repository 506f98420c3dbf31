import {
  type Activity,
  activityPage,
  type ChangeSet,
  changeSetDetail,
  changeSetsPage,
  type Health,
  health,
  imagesPage,
} from '@deployment-automator/api-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployment, openPeopleWorld, type PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
const web = 'web.yaml#0/spec/template/spec/containers/0/image';

async function changeSets(query = ''): Promise<readonly ChangeSet[]> {
  return changeSetsPage.parse(await (await world.get(`/api/v1/change-sets${query}`)).json()).items;
}
async function activities(query = ''): Promise<readonly Activity[]> {
  return activityPage.parse(await (await world.get(`/api/v1/activity?limit=500${query}`)).json()).items;
}
async function healthNow(): Promise<Health> {
  return health.parse(await (await world.get('/api/v1/health')).json());
}

beforeAll(async () => {
  const policy = 'automator/tag: semver:^1';
  world = await openPeopleWorld((host) => ({
    staging: { 'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]) },
    production: {
      'web.yaml': deployment('web', `${host}/acme/web:1.0.0`, [policy]),
      'gone.yaml': deployment('gone', `${host}/acme/gone:1.0.0`, [policy]),
    },
  }));
  world.registry.seed('acme/web', ['1.0.0']);
  await world.until(healthNow, ({ registries }) => registries.some(({ images }) => images === 2));
  // The first list of tags must not have in it what is pushed later.
  await world.until(
    async () => imagesPage.parse(await (await world.get('/api/v1/images?search=web')).json()).items[0],
    (row) => row?.state === 'current',
  );
}, 60_000);
afterAll(() => world.close());

describe('a service that people ask what happened', () => {
  it('sends what happens while it happens', async () => {
    const { body } = await world.get('/api/v1/events');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    await world.registry.push('acme/web', '1.1.0');
    await world.post('/api/v1/checks', { image: `${world.registry.host}/acme/web` });
    let text = '';
    while (!/"kind":"commit"/.test(text)) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) throw new Error(`it ended after: ${text}`);
      text += chunk.value;
    }
    await reader?.cancel();
    expect(text).toMatch(/^event: activity\nid: \d{15}-\d{6}\ndata: \{/m);
    expect(text).toMatch(/1 new or moved: 1\.1\.0/);
  });

  it('tells of a push as a commit here and a pull request there, with the story of each', async () => {
    const sets = await world.until(changeSets, ({ length }) => length === 2);
    const commit = sets.find(({ kind }) => kind === 'commit');
    const pull = sets.find(({ kind }) => kind === 'pull-request');
    expect(commit).toMatchObject({
      configRepo: 'staging',
      state: 'written',
      // A poll may come between the push and the word.
      trigger: expect.stringMatching(/^(?:person|poll)$/),
      updates: [{ id: web, image: `${world.registry.host}/acme/web`, from: '1.0.0', to: '1.1.0' }],
    });
    expect(commit?.steps.map(({ name }) => name)).toEqual(['noticed', 'listed', 'written']);
    const times = commit?.steps.map(({ at }) => at) ?? [];
    expect(times.toSorted()).toEqual(times);
    expect(pull).toMatchObject({ configRepo: 'production', state: 'open', trigger: commit?.trigger });
    expect(pull?.url).toContain('/pull/1');
    const { items } = imagesPage.parse(await (await world.get('/api/v1/images?search=web')).json());
    expect(await changeSets(`?image=${items[0]?.id}`)).toHaveLength(2);
    expect(await changeSets('?image=0123456789abcdef')).toEqual([]);
  });

  it('shows what each changes', async () => {
    for (const { configRepo, id } of await changeSets()) {
      const answer = await world.get(`/api/v1/change-sets/${configRepo}/${encodeURIComponent(id)}`);
      const detail = changeSetDetail.parse(await answer.json());
      expect(detail.diff).toContain(`-          image: ${world.registry.host}/acme/web:1.0.0`);
      expect(detail.diff).toContain(`+          image: ${world.registry.host}/acme/web:1.1.0`);
      expect(detail.message).toContain('Automator-Update: ');
    }
    expect((await world.get('/api/v1/change-sets/staging/0000')).status).toBe(404);
    expect((await world.get('/api/v1/change-sets/staging/--output=x')).status).toBe(404);
  });

  it('tells of a merge as what a pull request brought', async () => {
    await world.forge.person.merge(1);
    const [merged] = await world.until(
      () => changeSets('?configRepo=production'),
      (sets) => sets.length === 1 && sets[0]?.state === 'written',
    );
    expect(merged).toMatchObject({ kind: 'pull-request', updates: [{ from: '1.0.0', to: '1.1.0' }] });
    expect(merged?.url).toContain(`/acme/production/commit/${merged?.commit}`);
  });

  it('tells of words of persons, and of each commit that is read once', async () => {
    const wish = { id: web, configRepo: 'staging', reason: 'a leak', by: 'ada' };
    await world.post('/api/v1/holds', wish);
    await world.until(
      () => activities('&kind=word'),
      (all) => all.some(({ message }) => message === `${web} is held by ada: a leak`),
    );
    await world.post('/api/v1/releases', { id: web, configRepo: 'staging' });
    await world.until(
      () => activities('&kind=word'),
      (all) => all.some(({ message }) => message === `${web} is released`),
    );
    const read = (await activities('&kind=config-repo')).map(
      ({ configRepo, commit }) => `${configRepo} ${commit}`,
    );
    expect(new Set(read).size).toBe(read.length);
    expect(await activities('&kind=commit')).toHaveLength(1);
    expect((await activities('&kind=pull-request')).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^The pull request automator\/web-[0-9a-f]{8} of production was opened$/),
    );
  });

  it('says what it knows of those it asks, and what is wrong, with the next step', async () => {
    const seen = await healthNow();
    expect(seen).toMatchObject({ mode: 'embedded', status: 'faults' });
    const [registry] = seen.registries;
    expect(registry).toMatchObject({ host: world.registry.host, images: 2, fault: null });
    expect(registry?.requests).toBeGreaterThan(2);
    expect(registry?.lastAnswerAt).not.toBeNull();
    expect(seen.forges).toMatchObject([
      {
        kind: 'github',
        host: new URL(world.forge.apiUrl).host,
        configRepos: ['production'],
        lastStatus: 200,
      },
    ]);
    expect(seen.configRepos.map(({ name }) => name)).toEqual(['staging', 'production']);
    expect(seen.faults).toMatchObject([
      { where: `${world.registry.host}/acme/gone`, code: 'not-found', next: expect.stringMatching(/./) },
    ]);
  });

  it('says that a registry has gone, once for all its images, and first what stops most', async () => {
    world.registry.answer(() => 'cut');
    const seen = await world.until(healthNow, ({ registries }) => registries[0]?.fault != null);
    expect(seen.faults[0]).toMatchObject({ where: world.registry.host, code: 'unreachable' });
    const told = await world.until(
      () => activities('&kind=check'),
      (all) => all[0]?.code === 'unreachable',
    );
    expect(told[0]?.next).toMatch(/./);
    world.registry.answer(undefined);
    await world.until(
      () => activities('&kind=check'),
      (all) => all.some(({ message }) => /acme\/web: the registry answers again, 2 tags$/.test(message)),
    );
  });
});
