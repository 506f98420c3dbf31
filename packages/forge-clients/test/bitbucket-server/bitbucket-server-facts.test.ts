import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createForgeClient } from '../../src/index.ts';
import { type ForgeUnderTest, startForgeUnderTest, TOKEN } from '../contract/forge-under-test.ts';

describe('what is special about Bitbucket Data Center', { timeout: 60_000 }, () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('bitbucket-server', 'acme/config');
  });
  afterEach(() => world.stop());

  const open = async (changes = {}) => {
    await world.branch('automator/web');
    const wish = { head: 'automator/web', base: 'main', title: 'Update web', body: 'x', ...changes };
    return world.client.create(wish);
  };

  it('keeps the reviewers and the body when the title changes', async () => {
    const made = await open({ reviewers: ['alice'] });
    await world.client.update(made.number, { title: 'Another' });
    expect((await world.forge.pulls())[0]).toMatchObject({
      title: 'Another',
      body: 'x',
      reviewers: ['alice'],
    });
  });

  it('does not change what somebody changed in between', async () => {
    const made = await open();
    const stale = (await fetchPull(made.number)) as object;
    await world.forge.person.edit(made.number, { title: 'By hand' });
    world.forge.answer(({ method }) =>
      method === 'GET' ? { status: 200, body: JSON.stringify(stale) } : undefined,
    );
    await expect(world.client.update(made.number, { body: 'y' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.client.close(made.number)).rejects.toMatchObject({ code: 'conflict' });
    expect((await world.forge.pulls())[0]).toMatchObject({ title: 'By hand', body: 'x', state: 'open' });
  });

  const fetchPull = async (number: number): Promise<unknown> => {
    await world.client.get(number);
    return world.forge.requests.at(-1)?.answer;
  };

  it('calls a repository archived when the forge does', async () => {
    const made = await open();
    world.forge.person.archive();
    await expect(world.client.comment(made.number, 'x')).rejects.toMatchObject({ code: 'archived' });
  });

  it('takes the path of a clone address for the repository', async () => {
    await open();
    const client = world.clientWith({ repository: 'scm/acme/config' });
    expect(await client.listOpen('main', 'automator/')).toHaveLength(1);
  });

  it('asks for what is up to date where only fast-forwards merge', async () => {
    await world.forge.person.protect('main', { upToDate: true });
    expect(await world.client.requiresUpToDate('main')).toBe(true);
  });

  it('needs to be told where it is', () => {
    const options = { kind: 'bitbucket-server', repository: 'acme/config', token: () => TOKEN } as const;
    expect(() => createForgeClient(options)).toThrow('forge.apiUrl');
  });
});
