import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../src/credentials/credential.ts';
import { always, byImage, firstOf } from '../../src/credentials/keychain.ts';

const wish = { host: 'r.example.io', repository: 'acme/web' };
const user = (username: string): Keychain => always({ username, password: 'p' });
const none: Keychain = { find: async () => undefined };

describe('a keychain of keychains', () => {
  it('takes the first that has something', async () => {
    expect(await firstOf([none, user('a'), user('b')]).find(wish)).toMatchObject({ username: 'a' });
    expect(await firstOf([none]).find(wish)).toBeUndefined();
  });

  it('does not go on after a keychain that fails: another credential could be the wrong one', async () => {
    const broken: Keychain = { find: () => Promise.reject(new Error('broken')) };
    await expect(firstOf([broken, user('a')]).find(wish)).rejects.toThrow('broken');
  });

  it('takes the best match that has something', async () => {
    const keychain = byImage([
      { key: 'r.example.io', keychain: user('host') },
      { key: 'r.example.io/acme/web', keychain: none },
      { key: 'r.example.io/acme', keychain: user('path') },
      { key: 'no host at all/', keychain: user('wrong') },
    ]);
    expect(await keychain.find(wish)).toMatchObject({ username: 'path' });
    expect(await keychain.find({ ...wish, repository: 'x' })).toMatchObject({ username: 'host' });
    expect(await keychain.find({ ...wish, host: 'x' })).toBeUndefined();
  });
});
