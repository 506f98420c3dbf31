import { describe, expect, it, onTestFinished } from 'vitest';
import { type Credential, createRegistryClient } from '../../src/index.ts';
import { json, script } from '../script.ts';
import type { Heard, Scripted } from '../scripted-registry.ts';

const tags = json({ tags: ['1.0.0'] });
const complete = { state: 'complete', tags: ['1.0.0'] };
const isToken = ({ path }: Heard): boolean => path.startsWith('/token');
const bearer = (url: string): Scripted => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="${url}/token?account=1",service="reg"` },
});

describe('an identity token', () => {
  it('goes to the token service by POST, and never to the registry', async () => {
    const { client, image, registry } = await script(
      (heard, self) => {
        if (isToken(heard)) return json({ access_token: 'abc' });
        return heard.authorization === 'Bearer abc' ? tags : bearer(self().url);
      },
      { credentials: { identityToken: 'refresh-me' } },
    );
    expect(await client.listTags(image)).toMatchObject(complete);
    const [first, token, second] = registry.heard;
    expect(first?.authorization).toBeUndefined();
    expect(token).toMatchObject({ method: 'POST', path: '/token?account=1', authorization: undefined });
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'deployment-automator',
      service: 'reg',
      scope: 'repository:acme/web:pull',
      refresh_token: 'refresh-me',
    });
    expect(second?.authorization).toBe('Bearer abc');
  });

  it('goes nowhere where the token service redirects to', async () => {
    const away = await script(() => json({ token: 'abc' }));
    const { client, image } = await script(
      (heard, self) =>
        isToken(heard) ? { status: 307, headers: { location: away.registry.url } } : bearer(self().url),
      { credentials: { identityToken: 'refresh-me' } },
    );
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem: { code: 'bad-answer' } });
    expect(away.registry.heard).toEqual([]);
  });

  it('is no answer to a basic challenge', async () => {
    const { client, image, registry } = await script(
      () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }),
      { credentials: { identityToken: 'refresh-me' } },
    );
    expect(await client.listTags(image)).toMatchObject({ problem: { code: 'unauthorized' } });
    expect(registry.heard).toHaveLength(1);
  });
});

describe('a ready token', () => {
  const credentials: Credential = { bearerToken: 'ready' };

  it('goes with every request, and no token service is asked', async () => {
    const { client, image, registry } = await script(
      ({ authorization }, self) => (authorization === 'Bearer ready' ? tags : bearer(self().url)),
      { credentials },
    );
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(registry.heard).toHaveLength(1);
  });

  it('that is refused is an error at once', async () => {
    const { client, image, registry } = await script((_heard, self) => bearer(self().url), { credentials });
    expect(await client.listTags(image)).toMatchObject({ problem: { code: 'unauthorized' } });
    expect(registry.heard).toHaveLength(1);
  });
});

describe('a token that was fetched ahead', () => {
  it('is not insisted on where one repository is not like the others', async () => {
    const { client, image } = await script((heard, self) => {
      if (isToken(heard)) return heard.path.includes('virtual') ? { status: 403 } : json({ token: 'abc' });
      const open = heard.path.includes('virtual');
      return heard.authorization === 'Bearer abc' || open ? tags : bearer(self().url);
    });
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(await client.listTags({ ...image, repository: 'virtual/web' })).toMatchObject(complete);
    expect(await client.listTags({ ...image, repository: 'acme/other' })).toMatchObject(complete);
  });

  it('is not insisted on where the token service has moved', async () => {
    let realm = '';
    let gone = false;
    const { client, image, registry } = await script((heard) => {
      if (heard.path.startsWith('/token?')) return gone ? { status: 404 } : json({ token: 'abc' });
      if (heard.path.startsWith('/moved/token')) return json({ token: 'abc' });
      return heard.authorization === 'Bearer abc' ? tags : bearer(realm);
    });
    realm = registry.url;
    expect(await client.listTags(image)).toMatchObject(complete);
    gone = true;
    realm = `${registry.url}/moved`;
    for (const repository of ['acme/one', 'acme/two']) {
      expect(await client.listTags({ ...image, repository })).toMatchObject(complete);
    }
    // A refusal by the old service once, and then never again.
    expect(registry.heard.filter(({ path }) => path.startsWith('/token?'))).toHaveLength(2);
  });
});

describe('a keychain', () => {
  it('is asked where no entry has credentials, for the host and the repository', async () => {
    const asked: unknown[] = [];
    const { registry, image } = await script(({ authorization }) =>
      authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }
        : tags,
    );
    const client = createRegistryClient({
      registries: [{ host: registry.host, plainHttp: true, credentials: () => undefined }],
      keychain: {
        find: async ({ host, repository }) => {
          asked.push({ host, repository });
          return { username: 'u', password: 'p' };
        },
      },
    });
    onTestFinished(() => client.close());
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(asked).toContainEqual({ host: registry.host, repository: 'acme/web' });
  });

  it('that fails is a problem of the credentials', async () => {
    const client = createRegistryClient({
      registries: [],
      keychain: { find: () => Promise.reject(new Error('planted-secret')) },
    });
    const { problem } = await client.listTags({ registry: 'ghcr.io', repository: 'acme/web' });
    expect(problem).toMatchObject({
      code: 'credentials-unreadable',
      host: 'ghcr.io',
      repository: 'acme/web',
    });
    expect(problem?.message).not.toContain('planted');
    await client.close();
  });
});
