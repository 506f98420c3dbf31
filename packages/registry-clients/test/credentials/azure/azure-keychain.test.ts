import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { azureKeychain } from '../../../src/credentials/azure/azure-keychain.ts';
import { type Asked, startTokenService } from '../token-service.ts';

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
const wish = { host: 'acme.azurecr.io', repository: 'web' };
const RESOURCE = 'https://containerregistry.azure.net';

const form = (asked: Asked | undefined): object => Object.fromEntries(new URLSearchParams(asked?.body));

function startAzure() {
  return startTokenService(({ path }) => {
    if (path === '/oauth2/exchange') return { body: { refresh_token: 'refresh' } };
    return { body: { access_token: 'entra', expires_in: path.startsWith('/metadata') ? '86399' : 3599 } };
  });
}

describe('the keychain of Azure', () => {
  it('exchanges the token of an application', async () => {
    const azure = await startAzure();
    const application = { tenantId: 'tenant', clientId: 'client', clientSecret: 'planted-secret' };
    const keychain = azureKeychain({
      env: { AZURE_AUTHORITY_HOST: `${azure.url}/` },
      now: () => BEGIN,
      application: () => application,
      originOf: () => azure.url,
    });
    expect(await keychain.find(wish)).toEqual({ identityToken: 'refresh' });
    expect(await keychain.find({ ...wish, repository: 'other' })).toEqual({ identityToken: 'refresh' });
    expect(azure.asked.map(({ path }) => path)).toEqual(['/tenant/oauth2/v2.0/token', '/oauth2/exchange']);
    expect(form(azure.asked[0])).toEqual({
      grant_type: 'client_credentials',
      scope: `${RESOURCE}/.default`,
      client_id: 'client',
      client_secret: 'planted-secret',
    });
    expect(form(azure.asked[1])).toEqual({
      grant_type: 'access_token',
      service: 'acme.azurecr.io',
      access_token: 'entra',
      tenant: 'tenant',
    });
  });

  it('takes the federated identity of a pod', async () => {
    const azure = await startAzure();
    const folder = await mkdtemp(join(tmpdir(), 'azure-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'token'), 'assertion\n');
    const env = {
      AZURE_AUTHORITY_HOST: azure.url,
      AZURE_TENANT_ID: 'tenant',
      AZURE_CLIENT_ID: 'client',
      AZURE_FEDERATED_TOKEN_FILE: join(folder, 'token'),
    };
    const keychain = azureKeychain({ env, now: () => BEGIN, originOf: () => azure.url });
    expect(await keychain.find(wish)).toEqual({ identityToken: 'refresh' });
    expect(form(azure.asked[0])).toMatchObject({ client_id: 'client', client_assertion: 'assertion' });
  });

  it('takes the identity of the machine', async () => {
    const azure = await startAzure();
    const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.url, AZURE_CLIENT_ID: 'client' };
    const keychain = azureKeychain({ env, now: () => BEGIN, originOf: () => azure.url });
    expect(await keychain.find(wish)).toEqual({ identityToken: 'refresh' });
    const [asked] = azure.asked;
    const query = Object.fromEntries(new URL(asked?.path ?? '', azure.url).searchParams);
    expect(query).toEqual({ 'api-version': '2018-02-01', resource: `${RESOURCE}/`, client_id: 'client' });
    expect(asked?.headers['metadata']).toBe('true');
  });

  it('asks for a new one after an hour', async () => {
    const azure = await startAzure();
    let time = BEGIN;
    const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.url };
    const keychain = azureKeychain({ env, now: () => time, originOf: () => azure.url });
    await keychain.find(wish);
    time += 3_600_000;
    await keychain.find(wish);
    const paths = azure.asked.map(({ path }) => path.replace(/\?.*/, ''));
    expect(paths).toEqual(['/metadata/identity/oauth2/token', '/oauth2/exchange', '/oauth2/exchange']);
  });

  it('tells no secret when it is refused', async () => {
    const azure = await startTokenService(() => ({ status: 400, body: 'planted-secret' }));
    const keychain = azureKeychain({
      env: { AZURE_AUTHORITY_HOST: azure.url },
      now: () => BEGIN,
      application: () => ({ tenantId: 't', clientId: 'c', clientSecret: 'planted-secret' }),
      originOf: () => azure.url,
    });
    const problem = await keychain.find(wish).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'credentials-unreadable', host: wish.host });
    expect(inspect(problem, { depth: 9 })).not.toContain('planted');
  });
});
