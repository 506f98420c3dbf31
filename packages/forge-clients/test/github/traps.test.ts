import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';

const admin = { login: 'automator', token: 'sandbox-token', permission: 'admin' } as const;
const json = { 'content-type': 'application/json' };

describe('traps of GitHub', () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    world = await startForgeUnderTest('github', 'acme/config', { accounts: [admin] });
    await world.branch('automator/web');
    await world.client.create({ head: 'automator/web', base: 'main', title: 'x', body: 'y' });
  });
  afterEach(() => world.stop());

  /** Lets the forge answer as it does, with the pull requests of a list changed. */
  const changeList = async (
    change: (pull: Record<string, unknown>) => Record<string, unknown>,
  ): Promise<void> => {
    await world.client.listOpen('main', '');
    const answer = world.forge.requests.at(-1)?.answer;
    const [pull] = Array.isArray(answer) ? answer : [];
    world.forge.answer(() => ({ status: 200, headers: json, body: JSON.stringify([change(pull)]) }));
  };

  it('a branch of the same name in a fork is not ours', async () => {
    for (const repo of [null, { full_name: 'mallory/config' }]) {
      await changeList((pull) => ({ ...pull, head: { ref: 'automator/web', sha: 'f'.repeat(40), repo } }));
      expect(await world.client.listOpen('main', 'automator/')).toEqual([]);
      expect(await world.client.listByHead('automator/web', 'main', 5)).toEqual([]);
      world.forge.answer(undefined);
    }
  });

  it('a filter that it leaves out gives others: those are left out by us', async () => {
    await changeList((pull) => pull);
    expect(await world.client.listByHead('automator/other', 'main', 5)).toEqual([]);
    expect(await world.client.listByHead('automator/web', 'next', 5)).toEqual([]);
    expect(await world.client.listOpen('next', '')).toEqual([]);
  });

  it('an account that was deleted is null', async () => {
    await changeList((pull) => ({ ...pull, user: null, body: null }));
    expect(await world.client.listOpen('main', '')).toMatchObject([{ author: 'ghost', body: '' }]);
  });

  it('rules that want branches up to date are found in rulesets', async () => {
    expect(await world.client.requiresUpToDate('main')).toBe(false);
    await world.forge.person.protect('main', { upToDate: true });
    expect(await world.client.requiresUpToDate('main')).toBe(true);
  });

  it('rules that want branches up to date are found in classic protection', async () => {
    world.forge.answer(({ path }) =>
      path.endsWith('/protection/required_status_checks')
        ? { status: 200, headers: json, body: '{"strict":true,"contexts":[]}' }
        : undefined,
    );
    expect(await world.client.requiresUpToDate('main')).toBe(true);
  });

  it('auto-merge where nothing has to be waited for is said as such', async () => {
    const error = await world.client.enableAutoMerge(1).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid', retriable: false });
    expect(String(error)).toContain('nothing to wait for');
  });

  it.each([
    ['RATE_LIMITED', 'rate-limited'],
    ['FORBIDDEN', 'forbidden'],
    ['NOT_FOUND', 'not-found'],
    ['whatever', 'invalid'],
  ])('GraphQL fails with a good status: %s', async (type, code) => {
    const body = JSON.stringify({ data: null, errors: [{ type, message: 'sandbox-token' }] });
    world.forge.answer(() => ({ status: 200, headers: json, body }));
    const error = await world.client.enableAutoMerge(1).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('sandbox-token');
  });

  it('the next page is asked for at the API, wherever a link leads', async () => {
    const link = '<https://evil.example/pulls?page=2>; rel="next"';
    world.forge.answer(({ path }) => {
      const headers = pageOf(path) === '1' ? { ...json, link } : json;
      return { status: 200, headers, body: '[]' };
    });
    expect(await world.client.listOpen('main', '')).toEqual([]);
    expect(world.forge.requests.slice(-2).map(({ path }) => pageOf(path))).toEqual(['1', '2']);
  });

  it('a branch name goes into the path as it is', async () => {
    await world.client.requiresUpToDate('release/1.x');
    expect(world.forge.requests.at(-1)?.path).toContain('release%2F1.x');
    expect(await world.client.mayWrite('../../../user')).toBe(false);
    expect(world.forge.requests.at(-1)?.path).toContain('..%2F..%2F..%2Fuser');
  });
});

function pageOf(path: string): string | null {
  return new URL(path, 'http://localhost').searchParams.get('page');
}
