import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { registryFakes, startSandboxRegistry } from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsKeychain } from '../../../src/credentials/aws/aws-keychain.ts';
import { findAwsKeys } from '../../../src/credentials/aws/find-aws-keys.ts';
import { startTokenService } from '../token-service.ts';

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const wish = { host, repository: 'acme/web' };
const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'planted-secret' };

async function startEcr(): Promise<{ url: string; count: () => number }> {
  const credentials = { username: 'AKIAEXAMPLE', password: 'pass:word' };
  const registry = await startSandboxRegistry(registryFakes.ecr({ credentials }));
  onTestFinished(() => registry.close());
  return { url: registry.url, count: () => registry.requests.length };
}

async function secretFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'token'), `${text}\n`);
  return join(folder, 'token');
}

describe('the keychain of Amazon', () => {
  it('gets a password for keys, and keeps it until half an hour before its end', async () => {
    const ecr = await startEcr();
    let time = BEGIN;
    const keychain = awsKeychain({ env: {}, now: () => time, keys: () => keys, apiUrl: ecr.url });
    const expected = { username: 'AWS', password: 'pass:word', aws: keys };
    expect(await keychain.find(wish)).toEqual(expected);
    time += 11.5 * 3_600_000 - 1;
    await keychain.find({ ...wish, repository: 'other' });
    expect(ecr.count()).toBe(1);
    time += 1;
    expect(await keychain.find(wish)).toEqual(expected);
    expect(ecr.count()).toBe(2);
  });

  it('tells no secret when it is refused', async () => {
    const ecr = await startEcr();
    const wrong = { ...keys, accessKeyId: 'AKIAOTHER' };
    const keychain = awsKeychain({ env: {}, now: () => BEGIN, keys: () => wrong, apiUrl: ecr.url });
    const problem = await keychain.find(wish).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable', host });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
  });

  it('is for hosts of Amazon only', async () => {
    const keychain = awsKeychain({ env: {}, now: () => BEGIN, keys: () => keys });
    await expect(keychain.find({ ...wish, host: 'ghcr.io' })).rejects.toMatchObject({
      code: 'credentials-unreadable',
    });
  });
});

describe('keys of the place we run at', () => {
  const find = (env: Record<string, string>) => findAwsKeys(host, 'eu-west-1', { env, now: () => BEGIN });
  const session = {
    AccessKeyId: 'AKIAEXAMPLE',
    SecretAccessKey: 'planted-secret',
    Token: 'session',
    Expiration: '2024-05-01T16:00:00Z',
  };
  const found = {
    value: { ...keys, sessionToken: 'session' },
    expiresAt: Date.parse('2024-05-01T15:55:00Z'),
  };

  it('come from the environment', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'planted-secret' };
    expect((await find(env)).value).toEqual(keys);
    expect((await find({ ...env, AWS_SESSION_TOKEN: 'session' })).value).toEqual(found.value);
  });

  it('come from a web identity, as a pod of EKS has it', async () => {
    const service = await startTokenService(() => ({
      body: {
        AssumeRoleWithWebIdentityResponse: {
          AssumeRoleWithWebIdentityResult: {
            Credentials: {
              AccessKeyId: 'AKIAEXAMPLE',
              SecretAccessKey: 'planted-secret',
              SessionToken: 'session',
              Expiration: Date.parse(session.Expiration) / 1000,
            },
          },
        },
      },
    }));
    const env = {
      AWS_WEB_IDENTITY_TOKEN_FILE: await secretFile('identity'),
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/automator',
      AWS_ENDPOINT_URL_STS: service.url,
    };
    expect(await find(env)).toEqual(found);
    expect(Object.fromEntries(new URLSearchParams(service.asked[0]?.body))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: 'arn:aws:iam::123456789012:role/automator',
      RoleSessionName: 'deployment-automator',
      WebIdentityToken: 'identity',
    });
  });

  it("come from the container's own endpoint", async () => {
    const service = await startTokenService(() => ({ body: session }));
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await secretFile('pod-token'),
    };
    expect(await find(env)).toEqual(found);
    expect(service.asked[0]).toMatchObject({
      path: '/v1/credentials',
      headers: { authorization: 'pod-token' },
    });
  });

  it("come from the machine's service, in its second version", async () => {
    const service = await startTokenService(({ method, path, headers }) => {
      if (method === 'PUT' && path === '/latest/api/token') return { body: 'imds-token' };
      if (headers['x-aws-ec2-metadata-token'] !== 'imds-token') return { status: 401, body: '' };
      return { body: path.endsWith('/security-credentials/') ? 'node-role' : session };
    });
    expect(await find({ AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url })).toEqual(found);
    expect(service.asked.at(-1)?.path).toBe('/latest/meta-data/iam/security-credentials/node-role');
  });

  it('are an error where there are none, and where they cannot be read', async () => {
    expect(() => find({ AWS_EC2_METADATA_DISABLED: 'true' })).toThrow('the environment holds no AWS keys');
    const service = await startTokenService(() => ({ body: '{"SecretAccessKey": "planted-secret"}' }));
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url };
    const problem = await find(env).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable' });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
  });
});
