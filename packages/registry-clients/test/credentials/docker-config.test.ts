import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerConfig } from '../../src/credentials/docker-config.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const auths = (entry: object): string => JSON.stringify({ auths: { 'r.example.io': entry } });

describe('a file of registry credentials', () => {
  it.each<[string, object, object | undefined]>([
    ['user and password in one', { auth: base64('u:p') }, { username: 'u', password: 'p' }],
    ['a password with colons', { auth: base64('u:p:q:') }, { username: 'u', password: 'p:q:' }],
    ['no padding', { auth: base64('user:pw').replace(/=+$/, '') }, { username: 'user', password: 'pw' }],
    ['NULs at the end', { auth: base64('u:p\0\0') }, { username: 'u', password: 'p' }],
    ['user and password', { username: 'u', password: 'p' }, { username: 'u', password: 'p' }],
    ['both', { auth: base64('u:p'), username: 'x', password: 'y' }, { username: 'u', password: 'p' }],
    ['an identity token', { auth: base64('0000:'), identitytoken: 't' }, { identityToken: 't' }],
    ['a bearer token', { registrytoken: 't' }, { bearerToken: 't' }],
    ['letters beyond ASCII', { auth: base64('ü:päss') }, { username: 'ü', password: 'päss' }],
    ['nothing, for a helper', {}, undefined],
    ['no colon', { auth: base64('user') }, undefined],
    ['no user', { auth: base64(':p') }, undefined],
    ['no password', { auth: base64('u:') }, undefined],
    ['things of other types', { auth: 7, username: [], password: null }, undefined],
  ])('with %s', (_name, entry, credential) => {
    const expected = credential === undefined ? [] : [{ key: 'r.example.io', credential }];
    expect(parseDockerConfig(auths(entry))).toEqual({ auths: expected, helpers: [] });
  });

  it('names helpers', () => {
    const text = JSON.stringify({
      auths: { 'a.example.io': {} },
      credHelpers: { 'gcr.io': 'gcloud' },
      credsStore: 'desktop',
      HttpHeaders: { 'X-Meta': 'v' },
    });
    const helpers = [{ key: 'gcr.io', helper: 'gcloud' }];
    expect(parseDockerConfig(text)).toEqual({ auths: [], helpers, store: 'desktop' });
  });

  it('may be the older kind of Kubernetes secret, without auths', () => {
    const text = JSON.stringify({
      'https://index.docker.io/v1/': { auth: base64('u:p'), email: 'a@b.example' },
    });
    const auth = { key: 'https://index.docker.io/v1/', credential: { username: 'u', password: 'p' } };
    expect(parseDockerConfig(text)).toEqual({ auths: [auth], helpers: [] });
  });

  it.each(['{"HttpHeaders": {}}', '{}', '{"credsStore": ""}'])('may hold nothing: %s', (text) => {
    expect(parseDockerConfig(text)).toEqual({ auths: [], helpers: [] });
  });

  it.each([
    '',
    '[]',
    '"text"',
    'null',
    '{"auths": [1]}',
    '{"auths": {"a.io": {}}',
    '{"credsStore": "../evil"}',
    '{"credHelpers": {"a.io": "a b; rm -rf"}}',
  ])('is not %s', (text) => {
    expect(parseDockerConfig(text)).toBeUndefined();
  });

  it('gives back every user and password', () => {
    const user = fc.string({ minLength: 1 }).filter((text) => !/[:\0]/.test(text));
    const password = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.endsWith('\0'));
    fc.assert(
      fc.property(user, password, (username, secret) => {
        const parsed = parseDockerConfig(auths({ auth: base64(`${username}:${secret}`) }));
        expect(parsed?.auths).toEqual([{ key: 'r.example.io', credential: { username, password: secret } }]);
      }),
    );
  });

  it('is read without fail, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), fc.string(), (text, value, name) => {
        const wrapped = [
          { auths: value },
          { credHelpers: value },
          { auths: { [name]: value } },
          { [name]: value },
        ];
        for (const one of [text, ...wrapped.map((it) => JSON.stringify(it))]) {
          const config = parseDockerConfig(one);
          for (const { helper } of config?.helpers ?? []) expect(helper).toMatch(/^[\w.-]+$/);
        }
      }),
    );
  });
});
