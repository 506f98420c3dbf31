import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';

describe('what is special about GitLab', { timeout: 60_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('gitlab', 'acme/platform/config');
  });
  afterEach(() => world.stop());

  const open = async (draft = false) => {
    await world.branch('automator/web');
    return world.client.create({ head: 'automator/web', base: 'main', title: 'Update web', body: '', draft });
  };

  it('keeps a draft a draft when its title changes, and a title plain for who reads it', async () => {
    const made = await open(true);
    expect(made).toMatchObject({ title: 'Update web', draft: true });
    expect(await world.client.update(made.number, { title: 'Update web again' })).toMatchObject({
      title: 'Update web again',
      draft: true,
    });
    expect((await world.forge.pulls())[0]?.title).toBe('Draft: Update web again');
  });

  it('is behind where the project merges only what is on top of its base', async () => {
    await world.forge.person.protect('main', { upToDate: true });
    const made = await open();
    expect((await world.client.status(made.number)).mergeable).toBe('clean');
    await world.forge.person.commitTo('main', { 'other.yaml': 'x\n' });
    expect((await world.client.status(made.number)).mergeable).toBe('behind');
    expect(await world.client.requiresUpToDate('main')).toBe(true);
  });

  it('does not merge a commit that was pushed after we looked', async () => {
    const made = await open();
    world.forge.answer(({ method, path }) =>
      method === 'PUT' && path.endsWith('/merge')
        ? { status: 409, body: '{"message":"SHA does not match HEAD of source branch"}' }
        : undefined,
    );
    await expect(world.client.enableAutoMerge(made.number)).rejects.toMatchObject({ code: 'conflict' });
    const merge = world.forge.requests.at(-1);
    expect(merge?.body).toMatchObject({ sha: made.head.commit });
  });

  it('refuses to ask people who are not there', async () => {
    await world.branch('automator/web');
    const wish = { head: 'automator/web', base: 'main', title: 'x', body: '', reviewers: ['nobody'] };
    await expect(world.client.create(wish)).rejects.toMatchObject({ code: 'invalid' });
    expect(await world.forge.pulls()).toEqual([]);
  });

  it('takes a merge request of a fork for nobody of ours', async () => {
    await open();
    world.forge.answer(() => ({
      status: 200,
      headers: { 'x-next-page': '' },
      body: JSON.stringify([
        {
          iid: 9,
          web_url: 'https://gitlab.example/9',
          title: 'x',
          state: 'opened',
          source_branch: 'automator/web',
          source_project_id: 2,
          target_project_id: 1,
          target_branch: 'main',
          author: { username: 'mallory' },
          created_at: '2026-01-01T00:00:00Z',
        },
      ]),
    }));
    expect(await world.client.listOpen('main', 'automator/')).toEqual([]);
    expect(await world.client.listByHead('automator/web', 'main', 5)).toEqual([]);
  });
});
