import { createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { googleKeychain } from '../../../src/credentials/google/google-keychain.ts';
import { startTokenService } from '../token-service.ts';

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const wish = { host: 'europe-docker.pkg.dev', repository: 'project/repo/image' };
const answer = { access_token: 'ya29.token', expires_in: 3599, token_type: 'Bearer' };
const expected = { username: 'oauth2accesstoken', password: 'ya29.token' };

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = JSON.stringify({
  type: 'service_account',
  project_id: 'project',
  private_key_id: 'key-1',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  client_email: 'automator@project.iam.gserviceaccount.com',
  token_uri: 'https://evil.example/token',
});

describe('the keychain of Google', () => {
  it('signs in with the key of a service account, at the place we know, once an hour', async () => {
    const service = await startTokenService(() => ({ body: answer }));
    let time = BEGIN;
    const keychain = googleKeychain({ env: {}, now: () => time, key: () => key, tokenUrl: service.url });
    expect(await Promise.all([keychain.find(wish), keychain.find(wish)])).toEqual([expected, expected]);
    expect(service.asked).toHaveLength(1);

    const form = new URLSearchParams(service.asked[0]?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head = '', claims = '', signature = ''] = form.get('assertion')?.split('.') ?? [];
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
    expect(read(claims)).toEqual({
      iss: 'automator@project.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      aud: 'https://oauth2.googleapis.com/token',
      iat: BEGIN / 1000,
      exp: BEGIN / 1000 + 3600,
    });
    expect(
      createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url'),
    ).toBe(true);

    time += 3_600_000;
    await keychain.find(wish);
    expect(service.asked).toHaveLength(2);
  });

  it('reads the file that the environment names, also the login of a user', async () => {
    const service = await startTokenService(() => ({ body: answer }));
    const folder = await mkdtemp(join(tmpdir(), 'google-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'key.json');
    const login = { client_id: 'id', client_secret: 'secret', refresh_token: 'refresh' };
    await writeFile(file, JSON.stringify({ type: 'authorized_user', ...login }));
    const env = { GOOGLE_APPLICATION_CREDENTIALS: file };
    expect(await googleKeychain({ env, now: () => BEGIN, tokenUrl: service.url }).find(wish)).toEqual(
      expected,
    );
    const form = Object.fromEntries(new URLSearchParams(service.asked[0]?.body));
    expect(form).toEqual({ grant_type: 'refresh_token', ...login });
  });

  it('asks the metadata server', async () => {
    const service = await startTokenService(({ headers }) =>
      headers['metadata-flavor'] === 'Google' ? { body: answer } : { status: 403, body: '' },
    );
    const keychain = googleKeychain({ env: { GCE_METADATA_HOST: service.host }, now: () => BEGIN });
    expect(await keychain.find(wish)).toEqual(expected);
    expect(service.asked[0]?.path).toBe('/computeMetadata/v1/instance/service-accounts/default/token');
  });

  it.each([
    ['no JSON', 'planted-secret'],
    ['a key of another kind', JSON.stringify({ type: 'external_account', private_key: 'planted-secret' })],
    [
      'a broken private key',
      JSON.stringify({ type: 'service_account', client_email: 'a', private_key: 'planted-secret' }),
    ],
  ])('tells no secret of %s', async (_name, broken) => {
    const problem = await googleKeychain({ env: {}, now: () => BEGIN, key: () => broken })
      .find(wish)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable', host: wish.host });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
  });
});
