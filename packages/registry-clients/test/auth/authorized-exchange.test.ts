import { describe, expect, it } from 'vitest';
import { json, script } from '../script.ts';
import type { Heard, Scripted } from '../scripted-registry.ts';

const credentials = { username: 'robot', password: 'planted-password' };
const basic = `Basic ${Buffer.from('robot:planted-password').toString('base64')}`;
const tags = json({ tags: ['1.0.0'] });
const complete = { tags: ['1.0.0'], state: 'complete' };

const challenge = (value: string): Scripted => ({ status: 401, headers: { 'www-authenticate': value } });
const bearer = (host: string, more = ',service="reg"'): Scripted =>
  challenge(`Bearer realm="http://${host}/token"${more}`);
const isToken = ({ path }: Heard): boolean => path.startsWith('/token');
const paths = (heard: readonly Heard[]): string[] => heard.map(({ path }) => path.split('?')[0] ?? '');

describe('tokens', () => {
  it.each([
    ['token', { token: 'abc', expires_in: 300 }],
    ['access_token', { access_token: 'abc' }],
    ['both', { token: 'abc', access_token: 'abc', expires_in: 300, issued_at: '2024-05-01T10:00:00Z' }],
    ['an expiry that is no number', { token: 'abc', expires_in: 'soon' }],
  ])('are taken from %s', async (_name, answer) => {
    const { client, image, registry } = await script((heard, self) => {
      if (isToken(heard)) return json(answer);
      return heard.authorization === 'Bearer abc' ? tags : bearer(self().host);
    });
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(registry.heard.map(({ path }) => path)).toEqual([
      '/v2/acme/web/tags/list?n=1000',
      '/token?service=reg&scope=repository%3Aacme%2Fweb%3Apull',
      '/v2/acme/web/tags/list?n=1000',
    ]);
  });

  it.each<[string, Scripted, object]>([
    ['holds none', json({ expires_in: 300 }), { code: 'bad-answer' }],
    ['holds one that is no header', json({ token: 'a\r\nb' }), { code: 'bad-answer' }],
    ['is a web page', { body: '<html>' }, { code: 'not-a-registry' }],
    ['is 401', { status: 401 }, { code: 'unauthorized', status: 401 }],
    ['is 403', { status: 403 }, { code: 'unauthorized', status: 403 }],
    ['is 429', { status: 429, headers: { 'retry-after': '9' } }, { code: 'rate-limited', retriable: true }],
    ['is 503', { status: 503 }, { code: 'server-error', retriable: true }],
    ['is 65 KiB', json({ token: 'x'.repeat(65 * 1024) }), { code: 'too-large' }],
  ])('are missed when the answer %s', async (_name, answer, problem) => {
    const { client, image } = await script((heard, self) => (isToken(heard) ? answer : bearer(self().host)));
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
  });

  it.each([
    [
      'of its own name for the repository',
      'repository:virtual/acme/web:pull,push',
      'repository:virtual/acme/web:pull',
    ],
    ['with a port in the name', 'repository:host:5000/acme/web:pull', 'repository:host:5000/acme/web:pull'],
    ['that is no scope', 'registry:catalog:*', 'repository:acme/web:pull'],
  ])('ask for pull alone when the registry offers a scope %s', async (_name, offered, asked) => {
    const { client, image, registry } = await script((heard, self) =>
      isToken(heard) ? json({ token: 'abc' }) : bearer(self().host, `,scope="${offered}"`),
    );
    await client.listTags(image);
    const token = registry.heard.find(isToken);
    expect(new URL(token?.path ?? '', 'http://x').searchParams.getAll('scope')).toEqual([asked]);
  });

  it('keep what the realm has in its query', async () => {
    const { client, image, registry } = await script((heard, self) =>
      isToken(heard)
        ? json({ token: 'abc' })
        : challenge(`Bearer realm="http://${self().host}/token?tenant=7"`),
    );
    await client.listTags(image);
    expect(registry.heard.find(isToken)?.path).toBe('/token?tenant=7&scope=repository%3Aacme%2Fweb%3Apull');
  });

  it('are used again for their repository until they expire', async () => {
    const clock = { at: 0 };
    const { client, image, registry } = await script(
      (heard, self) => {
        if (isToken(heard)) return json({ token: 'abc', expires_in: 300 });
        return heard.authorization === 'Bearer abc' ? tags : bearer(self().host);
      },
      { now: () => clock.at },
    );
    const tokens = () => registry.heard.filter(isToken).length;
    await client.listTags(image);
    clock.at += 294_000;
    await client.listTags(image);
    expect(tokens()).toBe(1);
    await client.listTags({ ...image, repository: 'acme/api' });
    expect(tokens()).toBe(2);
    clock.at += 2_000;
    await client.listTags(image);
    expect(tokens()).toBe(3);
  });

  it('live a minute when nobody says how long', async () => {
    const clock = { at: 0 };
    const { client, image, registry } = await script(
      (heard, self) => {
        if (isToken(heard)) return json({ token: 'abc', expires_in: 1 });
        return heard.authorization === undefined ? bearer(self().host) : tags;
      },
      { now: () => clock.at },
    );
    await client.listTags(image);
    clock.at += 54_000;
    await client.listTags(image);
    expect(registry.heard.filter(isToken)).toHaveLength(1);
    clock.at += 2_000;
    await client.listTags(image);
    expect(registry.heard.filter(isToken)).toHaveLength(2);
  });

  it('are fetched anew when the registry no longer takes them', async () => {
    const valid = { token: 'first' };
    const { client, image, registry } = await script((heard, self) => {
      if (isToken(heard)) return json({ token: valid.token, expires_in: 300 });
      return heard.authorization === `Bearer ${valid.token}` ? tags : bearer(self().host);
    });
    await client.listTags(image);
    valid.token = 'second';
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(paths(registry.heard.slice(3))).toEqual([
      '/v2/acme/web/tags/list',
      '/token',
      '/v2/acme/web/tags/list',
    ]);
  });

  it('that are never taken end in an error, not in a loop', async () => {
    const { client, image, registry } = await script((heard, self) =>
      isToken(heard) ? json({ token: 'abc' }) : bearer(self().host),
    );
    const problem = { code: 'unauthorized', status: 401, retriable: false };
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
    expect(registry.heard).toHaveLength(3);
  });

  it('with lesser rights are denied, and not kept', async () => {
    const { client, image, registry } = await script((heard, self) => {
      if (isToken(heard)) return json({ token: 'lesser' });
      return heard.authorization === undefined ? bearer(self().host) : { status: 403 };
    });
    expect(await client.listTags(image)).toMatchObject({ problem: { code: 'denied', status: 403 } });
    await client.listTags(image);
    expect(registry.heard.filter(isToken)).toHaveLength(2);
  });

  it('that expired are replaced although the registry answers them with a basic challenge', async () => {
    const valid = { token: 'first' };
    const { client, image } = await script(
      (heard, self) => {
        if (isToken(heard)) return json({ token: valid.token });
        if (heard.authorization === `Bearer ${valid.token}`) return tags;
        return heard.authorization === undefined ? bearer(self().host) : challenge('Basic realm="harbor"');
      },
      { credentials },
    );
    expect(await client.listTags(image)).toMatchObject(complete);
    valid.token = 'second';
    expect(await client.listTags(image)).toMatchObject(complete);
  });
});

describe('basic authentication', () => {
  it('is tried at the challenge, and known from then on for the whole registry', async () => {
    const { client, image, registry } = await script(
      ({ authorization }) => (authorization === basic ? tags : challenge('Basic realm="r"')),
      { credentials },
    );
    expect(await client.listTags(image)).toMatchObject(complete);
    expect(await client.listTags({ ...image, repository: 'acme/api' })).toMatchObject(complete);
    expect(registry.heard.map(({ authorization }) => authorization)).toEqual([undefined, basic, basic]);
  });

  it.each<[string, Scripted, typeof credentials | undefined, string]>([
    ['without credentials', challenge('Basic realm="r"'), undefined, 'none are configured'],
    ['refused', challenge('Basic realm="r"'), credentials, 'refuses the configured credentials'],
    ['without a challenge', { status: 401 }, credentials, 'without saying how'],
    ['with another kind', challenge('Negotiate'), credentials, 'not known here'],
    [
      'with a challenge that cannot be read',
      challenge('Basic realm="a" x="b"'),
      credentials,
      'not known here',
    ],
  ])('fails %s', async (_name, answer, configured, says) => {
    const { client, image } = await script(() => answer, { credentials: configured });
    const { problem } = await client.listTags(image);
    expect(problem).toMatchObject({ code: 'unauthorized', retriable: false });
    expect(problem?.message).toContain(says);
    expect(problem?.next).toContain('credentials');
  });

  it('stands behind bearer, in one header or in two', async () => {
    for (const apart of [false, true]) {
      const { client, image, registry } = await script(
        (heard, self) => {
          if (isToken(heard)) return json({ token: 'abc' });
          const offers = [`Bearer realm="http://${self().host}/token"`, 'Basic realm="r"'];
          const header = apart ? offers : offers.reverse().join(', ');
          return heard.authorization === 'Bearer abc'
            ? tags
            : { status: 401, headers: { 'www-authenticate': header } };
        },
        { credentials },
      );
      expect(await client.listTags(image)).toMatchObject(complete);
      expect(registry.heard.find(isToken)?.authorization).toBe(basic);
    }
  });
});

describe('credentials that are a function', () => {
  it('are read again for every question, so that a new secret takes effect', async () => {
    const secret = { password: 'old' };
    const { client, image } = await script(
      ({ authorization }) => {
        const shown = Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64').toString();
        return shown === 'robot:new' ? tags : challenge('Basic realm="r"');
      },
      { credentials: () => ({ username: 'robot', password: secret.password }) },
    );
    expect(await client.listTags(image)).toMatchObject({ problem: { code: 'unauthorized' } });
    secret.password = 'new';
    expect(await client.listTags(image)).toMatchObject(complete);
  });

  it('may come late, and may be none', async () => {
    const { client, image } = await script(() => tags, { credentials: async () => undefined });
    expect(await client.listTags(image)).toMatchObject(complete);
  });

  it('that cannot be read fail the question, not the process', async () => {
    const cause = new Error('no such file');
    const { client, image, registry } = await script(() => tags, {
      credentials: () => Promise.reject(cause),
    });
    const problem = { code: 'credentials-unreadable', retriable: true, cause };
    expect(await client.listTags(image)).toMatchObject({ state: 'failed', problem });
    expect(registry.heard).toEqual([]);
  });
});
