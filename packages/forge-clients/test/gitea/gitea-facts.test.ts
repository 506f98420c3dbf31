import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';

describe('what is special about Gitea', { timeout: 60_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('gitea', 'acme/config');
  });
  afterEach(() => world.stop());

  const open = async (changes = {}) => {
    await world.branch('automator/web');
    const wish = { head: 'automator/web', base: 'main', title: 'Update web', body: '', ...changes };
    return world.client.create(wish);
  };

  it('keeps a draft a draft when its title changes', async () => {
    const made = await open({ draft: true });
    await world.client.update(made.number, { title: 'Update web again' });
    expect((await world.forge.pulls())[0]?.title).toBe('WIP: Update web again');
  });

  it('does not call a draft a conflict because it cannot be merged', async () => {
    const made = await open({ draft: true });
    await world.forge.person.commitTo('main', { 'other.yaml': 'x\n' });
    expect((await world.client.status(made.number)).mergeable).toBe('unknown');
  });

  it('is behind only where the branch wants what is up to date', async () => {
    const made = await open();
    await world.forge.person.commitTo('main', { 'other.yaml': 'x\n' });
    expect((await world.client.status(made.number)).mergeable).toBe('clean');
    await world.forge.person.protect('main', { upToDate: true });
    expect((await world.client.status(made.number)).mergeable).toBe('behind');
  });

  it('takes rules that it may not see for none', async () => {
    world.forge.answer(() => world.forge.faultReply('forbidden'));
    expect(await world.client.requiresUpToDate('main')).toBe(false);
  });

  it('makes a label once', async () => {
    await open({ labels: ['deps', 'deps'] });
    const made = world.forge.requests.filter(({ method, path }) => method === 'POST' && /labels$/.test(path));
    expect(made.map(({ body }) => body)).toEqual([{ name: 'deps', color: '#ededed' }]);
  });

  it('does not count the approval of somebody who may only read', async () => {
    const made = await open();
    await world.forge.person.approve(made.number, 'bob');
    expect((await world.client.status(made.number)).approved).toBe(false);
  });

  it('names the branch that was deleted', async () => {
    const made = await open();
    await world.forge.person.deleteBranch('automator/web');
    expect(await world.client.get(made.number)).toMatchObject({
      state: 'closed',
      head: { branch: 'automator/web' },
    });
  });

  it('calls an archived repository archived', async () => {
    const made = await open();
    world.forge.person.archive();
    await expect(world.client.comment(made.number, 'x')).rejects.toMatchObject({ code: 'archived' });
  });
});
