import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForgeError, githubAppToken } from '../../src/index.ts';
import { type ForgeUnderTest, startForgeUnderTest } from '../contract/forge-under-test.ts';
import { privateKey } from './app-key.ts';

const repository = 'acme/config';

describe("a GitHub App's token", () => {
  let world: ForgeUnderTest;
  beforeEach(async () => {
    const accounts = [{ login: 'automator', token: 'ghs_made', bot: true, permission: 'write' }] as const;
    world = await startForgeUnderTest('github', repository, { accounts });
  });
  afterEach(() => world.stop());

  const source = (changes = {}) =>
    githubAppToken({ appId: 1, privateKey, repository, apiUrl: world.forge.apiUrl, ...changes });

  it('is made once and used for every request', async () => {
    const client = world.clientWith({ token: source() });
    expect(await client.listOpen('main', 'automator/')).toEqual([]);
    expect(await client.whoAmI()).toEqual({ login: 'automator[bot]', bot: true });
    const made = world.forge.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    expect(made).toEqual([
      'GET /api/v3/repos/acme/config/installation',
      'POST /api/v3/app/installations/7/access_tokens',
      'GET /api/v3/repos/acme/config/pulls',
      'POST /api/graphql',
    ]);
    expect(world.forge.requests[1]?.body).toEqual({ repositories: ['config'] });
  });

  it('is made for an installation that is known without looking for it', async () => {
    expect(await source({ installationId: 7 })()).toBe('ghs_made');
    expect(world.forge.requests).toHaveLength(1);
  });

  it.each([
    ['a revoked App', 'unauthorized', 'unauthorized'],
    ['an App that is not installed', 'not-found', 'not-found'],
    ['a suspended App', 'forbidden', 'forbidden'],
    ['too many requests', 'secondary-limit', 'rate-limited'],
    ['a forge that is down', 'unavailable', 'unavailable'],
  ] as const)('%s is %s', async (_, fault, code) => {
    world.forge.answer(() => world.forge.faultReply(fault));
    const client = world.clientWith({ token: source() });
    const error = await client.get(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ForgeError);
    expect(error).toMatchObject({ code, repository });
    expect(inspect(error, { depth: 20 })).not.toMatch(/PRIVATE KEY|eyJ/);
    expect(world.forge.requests).toHaveLength(1);
  });

  it('a key that is none is said without showing it', async () => {
    const client = world.clientWith({ token: source({ privateKey: 'not-a-key' }) });
    const error = await client.get(1).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(inspect(error, { depth: 20 })).not.toContain('not-a-key');
    expect(world.forge.requests).toEqual([]);
  });
});
