import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../src/index.ts';
import { json, script } from './script.ts';
import type { Heard, Scripted } from './scripted-registry.ts';

const credentials = { username: 'robot', password: 'planted-password' };
const encoded = Buffer.from('robot:planted-password').toString('base64');
const planted = ['planted-password', encoded, 'planted-token', 'planted-signature', 'planted-identity'];
const tags = json({ tags: ['1.0.0'] });
const basicChallenge: Scripted = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } };
const to = (url: string, status = 307): Scripted => ({ status, headers: { location: url } });
const authorizations = (heard: readonly Heard[]) => heard.map(({ authorization }) => authorization);

describe('credentials and tokens', () => {
  it('stay on the same host through a redirect', async () => {
    const { client, image } = await script(
      ({ path, authorization }) => {
        if (authorization === undefined) return basicChallenge;
        return path.startsWith('/moved') ? tags : to('/moved?X-Amz-Signature=planted-signature');
      },
      { credentials },
    );
    expect(await client.listTags(image)).toMatchObject({ tags: ['1.0.0'], state: 'complete' });
  });

  it('do not follow a redirect to another host, nor come back from there', async () => {
    const away = await script(({ path }) => to(`http://${path.slice(1)}/back`));
    const home = await script(
      ({ path, authorization }, self) => {
        if (path === '/back') return tags;
        return authorization === undefined ? basicChallenge : to(`${away.registry.url}/${self().host}`);
      },
      { credentials },
    );
    expect(await home.client.listTags(home.image)).toMatchObject({ tags: ['1.0.0'], state: 'complete' });
    expect(authorizations(away.registry.heard)).toEqual([undefined]);
    expect(authorizations(home.registry.heard)).toEqual([undefined, `Basic ${encoded}`, undefined]);
  });

  it('are not given to a host that a redirect leads to, even when it asks', async () => {
    const away = await script(() => basicChallenge);
    const home = await script(() => to(`${away.registry.url}/x`), { credentials });
    const { problem } = await home.client.listTags(home.image);
    expect(problem).toMatchObject({ code: 'unauthorized' });
    expect(problem?.message).toContain(`redirects to ${away.registry.host}`);
    expect(authorizations(away.registry.heard)).toEqual([undefined]);
  });

  it('do not follow a redirect of the token service to another host', async () => {
    const away = await script(() => json({ token: 'planted-token' }));
    const home = await script(
      ({ path, authorization }, self) => {
        if (path.startsWith('/token')) return to(`${away.registry.url}/token`);
        if (authorization === 'Bearer planted-token') return tags;
        return { status: 401, headers: { 'www-authenticate': `Bearer realm="${self().url}/token"` } };
      },
      { credentials },
    );
    await home.client.listTags(home.image);
    expect(authorizations(away.registry.heard)).toEqual([undefined]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/token',
    'http://localhost:1/token',
    'ftp://auth.example.com/token',
    'http://user:planted-password@auth.example.com/token',
  ])('are not sent to the token service %s', async (realm) => {
    const { client, image, registry } = await script(
      () => ({
        status: 401,
        headers: { 'www-authenticate': `Bearer realm="${realm}?sig=planted-signature"` },
      }),
      { credentials },
    );
    const { problem } = await client.listTags(image);
    expect(problem).toMatchObject({ code: 'refused-realm', retriable: false });
    expect(registry.heard).toHaveLength(1);
    expect(problem?.message).not.toContain('planted');
  });
});

describe('redirects', () => {
  it.each([
    ['to the address of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['to another internal address', 'https://192.168.0.1/'],
    ['to another scheme', 'file:///etc/passwd'],
    ['to what is no URL', 'http://['],
    ['for ever', '/v2/acme/web/tags/list?n=1000'],
  ])('are refused %s', async (_name, location) => {
    const { client, image } = await script(() => to(location, 302));
    expect(await client.listTags(image)).toMatchObject({
      state: 'failed',
      problem: { code: 'refused-redirect' },
    });
  });

  it('without a target are a bad answer', async () => {
    const { client, image } = await script(() => ({ status: 302 }));
    expect(await client.listTags(image)).toMatchObject({ problem: { code: 'bad-answer', status: 302 } });
  });
});

const body = JSON.stringify({ errors: [{ code: 'DENIED', message: planted.join(' ') }] });
const challenge = (realm: string): Scripted => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="${realm}"` },
  body,
});

describe('an error tells no secret', () => {
  it.each<[string, (heard: Heard, host: string) => Scripted | undefined]>([
    ['of credentials that are refused', () => ({ ...basicChallenge, body })],
    [
      'of a token that is refused',
      ({ path }, host) =>
        path.startsWith('/token') ? json({ token: 'planted-token' }) : challenge(`http://${host}/token`),
    ],
    [
      'of a token that is denied',
      ({ path, authorization }, host) => {
        if (path.startsWith('/token')) return json({ token: 'planted-token' });
        return authorization === undefined ? challenge(`http://${host}/token`) : { status: 403, body };
      },
    ],
    [
      'of a token service that fails',
      ({ path }, host) =>
        path.startsWith('/token')
          ? { status: 500, body }
          : challenge(`http://${host}/token?sig=planted-signature`),
    ],
    [
      'of a token that cannot be read',
      ({ path }, host) =>
        path.startsWith('/token') ? { body: '{"token": planted-token' } : challenge(`http://${host}/token`),
    ],
    ['of a redirect that is refused', () => to('http://u:planted-password@10.0.0.1/x?sig=planted-signature')],
    [
      'of a body that cannot be read',
      ({ authorization }) => (authorization === undefined ? basicChallenge : { body }),
    ],
    [
      'of a server that fails',
      ({ authorization }) => (authorization === undefined ? basicChallenge : { status: 500, body }),
    ],
    [
      'of a connection that is cut',
      ({ authorization }) => (authorization === undefined ? basicChallenge : { cut: true }),
    ],
    [
      'of an answer that does not come',
      ({ authorization }) => (authorization === undefined ? basicChallenge : undefined),
    ],
    [
      'of a link that is refused',
      ({ authorization }) =>
        authorization === undefined
          ? basicChallenge
          : json(
              { tags: ['a'] },
              { link: '<http://u:planted-password@evil.example/?sig=planted-signature>; rel="next"' },
            ),
    ],
  ])('%s', async (_name, answer) => {
    const reports: unknown[] = [];
    const { client, image } = await script((heard, self) => answer(heard, self().host), {
      credentials,
      timeouts: { request: 100 },
      onRequest: (report) => reports.push(report),
    });
    const { problem } = await client.listTags(image);
    expect(problem).toBeInstanceOf(Error);
    const told = inspect([problem, reports], { depth: 20, showHidden: true }) + JSON.stringify(problem);
    for (const secret of planted) expect(told).not.toContain(secret);
  });
});

describe('nothing tells a secret', () => {
  const tokens: Scripted = json({ token: 'planted-token', refresh_token: 'planted-identity' });
  const moods: readonly (readonly [string, (heard: Heard, host: string) => Scripted | undefined])[] = [
    ['works', ({ path }) => (path.includes('manifests') ? json({ schemaVersion: 2 }) : tags)],
    ['denies', () => ({ status: 403, body })],
    ['wants fewer requests', () => ({ status: 429, headers: { 'retry-after': '60' }, body })],
    ['fails', () => ({ status: 500, body })],
    ['is cut off', () => ({ cut: true })],
    ['redirects', (_heard, host) => to(`http://${host}/elsewhere?X-Amz-Signature=planted-signature`)],
    ['sends a web page', () => ({ body: `<html>${body}` })],
  ];
  const kinds: readonly (readonly [string, Credential])[] = [
    ['a user', credentials],
    ['an identity token', { identityToken: 'planted-identity' }],
    ['a ready token', { bearerToken: 'planted-token' }],
  ];

  it.each(
    moods.flatMap(([mood, answer]) =>
      kinds.map(([kind, credential]) => ({ mood, kind, answer, credential })),
    ),
  )(
    'in what the client gives and reports when the registry $mood, with $kind',
    async ({ answer, credential }) => {
      const told: unknown[] = [];
      const { client, image } = await script(
        (heard, self) => {
          if (heard.path.startsWith('/token')) return tokens;
          return heard.authorization === undefined
            ? challenge(`http://${self().host}/token?sig=planted-signature`)
            : answer(heard, self().host);
        },
        { credentials: credential, onRequest: (report) => told.push(report) },
      );
      told.push(await client.listTags(image), await client.listTags(image, { times: true }));
      for (const ask of [client.resolveTag, client.readImage]) {
        told.push(await ask(image, '1').catch((error: unknown) => error));
      }
      told.push(client);
      const text =
        inspect(told, { depth: 20, showHidden: true }) + JSON.stringify(told) + told.map(String).join();
      for (const secret of planted) expect(text).not.toContain(secret);
    },
  );
});
