import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';

describe('what is special about Azure DevOps', { timeout: 60_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('azure-devops', 'acme/platform/_git/config');
  });
  afterEach(() => world.stop());

  const open = async (changes = {}) => {
    await world.branch('automator/web');
    const wish = { head: 'automator/web', base: 'main', title: 'Update web', body: 'x', ...changes };
    return world.client.create(wish);
  };

  it('reads the whole body where a list cuts it', async () => {
    const body = 'long '.repeat(200);
    await open({ body });
    expect((await world.client.listOpen('main', 'automator/'))[0]?.body).toBe(body);
  });

  it('makes one request for a list of short bodies', async () => {
    await open();
    const before = world.forge.requests.length;
    expect(await world.client.listOpen('main', 'automator/')).toHaveLength(1);
    expect(world.forge.requests.length - before).toBe(1);
  });

  it('refuses a body over its limit', async () => {
    const body = 'x'.repeat(world.client.abilities.maxBody + 1);
    await expect(open({ body })).rejects.toMatchObject({ code: 'invalid' });
    expect((await open({ body: body.slice(1) })).body).toHaveLength(4_000);
  });

  it('sends a token of Entra as a bearer and a personal one as a password', async () => {
    await world.client.whoAmI();
    expect(world.forge.requests.at(-1)?.headers['authorization']).toMatch(/^Basic /);
    const entra = world.clientWith({ token: () => 'eyJhbGciOi.x.y' });
    await expect(entra.whoAmI()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(world.forge.requests.at(-1)?.headers['authorization']).toBe('Bearer eyJhbGciOi.x.y');
  });

  it('opens a thread that is resolved', async () => {
    const made = await open();
    await world.client.comment(made.number, 'hello');
    expect(world.forge.requests.at(-1)?.body).toMatchObject({ status: 'closed' });
  });

  it('says that the branch of an active one is gone', async () => {
    const made = await open();
    await world.forge.person.deleteBranch('automator/web');
    expect(await world.client.status(made.number)).toMatchObject({ branchDeleted: true });
  });

  it('takes a redirect to the sign-in page for a token that is not accepted', async () => {
    const location = 'https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com';
    world.forge.answer(() => ({ status: 302, headers: { location } }));
    await expect(world.client.get(1)).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
