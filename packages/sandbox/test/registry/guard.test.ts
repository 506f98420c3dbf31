import { describe, expect, it } from 'vitest';
import { type AuthMode, createGuard, type RegistryCredentials } from '../../src/registry/guard.ts';

const credentials = { username: 'robot', password: 'a:b' };
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const realm = 'http://127.0.0.1:1/token';
const clock = { at: 0 };
const guard = (mode: AuthMode, who?: RegistryCredentials) =>
  createGuard({ mode, credentials: who, realm, now: () => clock.at });
const pull = (authorization?: string) => ({ repository: 'acme/web', method: 'GET', authorization });
const scope = 'repository:acme/web:pull';

describe('basic', () => {
  it('lets in who has the password, and tells others what it wants', () => {
    const door = guard('basic', credentials);
    expect(door.check(pull(basic('robot:a:b')))).toBeUndefined();
    for (const shown of [undefined, basic('robot:a'), basic(''), 'Bearer x', 'Basic']) {
      expect(door.check(pull(shown))).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Sandbox Registry"' },
      });
    }
  });
});

describe('bearer', () => {
  const token = (door: ReturnType<typeof guard>, asked: string, authorization?: string): string => {
    const reply = door.token(new URL(`${realm}?service=x&scope=${encodeURIComponent(asked)}`), authorization);
    expect(reply.status).toBe(200);
    const { token } = JSON.parse(String(reply.body)) as { token: string };
    return `Bearer ${token}`;
  };

  it('names its token service and the scope that is needed', () => {
    const door = guard('bearer');
    const wanted = (method: string, repository?: string) =>
      door.check({ method, authorization: undefined, ...(repository === undefined ? {} : { repository }) })
        ?.headers?.['www-authenticate'];
    const base = `Bearer realm="${realm}",service="sandbox-registry"`;
    expect(wanted('GET', 'acme/web')).toBe(`${base},scope="${scope}"`);
    expect(wanted('PUT', 'acme/web')).toBe(`${base},scope="${scope},push"`);
    expect(wanted('DELETE', 'acme/web')).toBe(`${base},scope="repository:acme/web:delete"`);
    expect(wanted('GET')).toBe(base);
  });

  it('lets a token do what it was given for, and nothing else', () => {
    const door = guard('bearer', credentials);
    const shown = token(door, scope, basic('robot:a:b'));
    expect(door.check(pull(shown))).toBeUndefined();
    expect(door.check({ method: 'GET', authorization: shown })).toBeUndefined();
    expect(door.check({ ...pull(shown), repository: 'acme/api' })).toMatchObject({ status: 401 });
    expect(door.check({ ...pull(shown), method: 'PUT' })).toMatchObject({ status: 401 });
    expect(door.check(pull('Bearer made-up'))).toMatchObject({ status: 401 });
    expect(door.check(pull(basic('robot:a:b')))).toMatchObject({ status: 401 });
  });

  it('gives tokens to its users only, or to everybody where it has none', () => {
    const url = new URL(`${realm}?scope=${scope}`);
    expect(guard('bearer', credentials).token(url, undefined)).toMatchObject({ status: 401 });
    expect(guard('bearer', credentials).token(url, basic('robot:no'))).toMatchObject({ status: 401 });
    expect(guard('bearer').token(url, undefined)).toMatchObject({ status: 200 });
  });

  it('ends a token after five minutes, or when it is revoked', () => {
    const door = guard('bearer');
    const first = token(door, scope);
    clock.at += 299_000;
    expect(door.check(pull(first))).toBeUndefined();
    clock.at += 1_000;
    expect(door.check(pull(first))).toMatchObject({ status: 401 });
    const second = token(door, scope);
    door.revokeTokens();
    expect(door.check(pull(second))).toMatchObject({ status: 401 });
  });
});
