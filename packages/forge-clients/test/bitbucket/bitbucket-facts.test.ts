import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeUnderTest, startForgeUnderTest, TOKEN } from '../contract/forge-under-test.ts';

describe('what is special about Bitbucket Cloud', { timeout: 60_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('bitbucket', 'acme/config');
  });
  afterEach(() => world.stop());

  const open = async (changes = {}) => {
    await world.branch('automator/web');
    const wish = { head: 'automator/web', base: 'main', title: 'Update web', body: 'x', ...changes };
    return world.client.create(wish);
  };

  it('gives whole hashes where the forge shows twelve digits', async () => {
    const made = await open();
    const shown = world.forge.requests.find(({ method }) => method === 'POST')?.answer;
    expect(shown).toMatchObject({ source: { commit: { hash: made.head.commit.slice(0, 12) } } });
    expect(made.head.commit).toHaveLength(40);
  });

  it('keeps the reviewers, the body and the draft when the title changes', async () => {
    const made = await open({ reviewers: ['alice'], draft: true });
    await world.client.update(made.number, { title: 'Another' });
    expect((await world.forge.pulls())[0]).toMatchObject({
      title: 'Another',
      body: 'x',
      draft: true,
      reviewers: ['alice'],
    });
  });

  it('does not rewrite the one that is open', async () => {
    await open();
    await world.client.create({ head: 'automator/web', base: 'main', title: 'Other', body: '' });
    expect((await world.forge.pulls()).map(({ title }) => title)).toEqual(['Update web']);
  });

  it('sends an access token alone as a bearer, and an API token with its name', async () => {
    await world.client.whoAmI();
    expect(world.forge.requests.at(-1)?.headers['authorization']).toMatch(/^Basic /);
    await world.clientWith({ username: undefined }).whoAmI();
    expect(world.forge.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
  });

  it('does not take one branch for another that has its name in it', async () => {
    await open({});
    await world.branch('my/automator/web');
    await world.client.create({ head: 'my/automator/web', base: 'main', title: 'x', body: '' });
    const listed = await world.client.listOpen('main', 'automator/');
    expect(listed.map(({ head }) => head.branch)).toEqual(['automator/web']);
  });

  it('never sends the token to where a next page is on another host', async () => {
    const body = JSON.stringify({ values: [], next: 'http://localhost:1/2.0/steal' });
    world.forge.answer(() => ({ status: 200, body }));
    await expect(world.client.listOpen('main', 'automator/')).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it('asks for what is up to date where a restriction of the branch says so', async () => {
    await world.forge.person.protect('release/*', { upToDate: true });
    expect(await world.client.requiresUpToDate('release/1')).toBe(true);
    expect(await world.client.requiresUpToDate('main')).toBe(false);
  });

  it('says that the branch of an open one is gone', async () => {
    const made = await open();
    await world.forge.person.deleteBranch('automator/web');
    expect(await world.client.get(made.number)).toMatchObject({ state: 'open' });
    expect(await world.client.status(made.number)).toMatchObject({
      mergeable: 'unknown',
      branchDeleted: true,
    });
  });
});
