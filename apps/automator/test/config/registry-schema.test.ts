import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/index.ts';

const repos = 'configRepos: [{ name: a, url: u }]\n';
const load = (source: string, env: Record<string, string> = {}) =>
  loadConfig('automator.yaml', repos + source, {
    env,
    readFile: () => {
      throw new Error('no such file');
    },
  });

function faultsOf(source: string): string[] {
  try {
    load(source);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ key, message }) => `${key}: ${message}`);
  }
}

describe('a registry in the configuration', () => {
  it('says all that there is to say', () => {
    const [registry] = load(`registries:
  - host: registry.example.org:5000
    kind: harbor
    apiUrl: https://harbor.example.org
    aliases: [mirror.example.org/hub]
    proxy: http://proxy.example.org:3128
    ca: pem
    clientCertificate: { certificate: pem, key: pem }
    insecureSkipTlsVerify: true
    trustedHosts: [auth.internal]
    limits: { concurrency: 2, perSecond: 0.5 }
`).registries;
    expect(registry).toMatchObject({
      kind: 'harbor',
      apiUrl: 'https://harbor.example.org',
      proxy: 'http://proxy.example.org:3128',
      insecureSkipTlsVerify: true,
      limits: { concurrency: 2, perSecond: 0.5 },
    });
  });

  it.each([
    '{ username: u, password: p }',
    '{ token: t }',
    '{ identityToken: t }',
    '{ dockerConfig: /etc/config.json, helpers: true }',
    '{ command: [helper, get] }',
    '{ aws: {} }',
    '{ aws: { accessKeyId: a, secretAccessKey: b, sessionToken: c } }',
    '{ google: {} }',
    '{ google: { key: k } }',
    '{ azure: {} }',
    '{ azure: { tenantId: a, clientId: b, clientSecret: c } }',
    '[{ username: u, password: p, path: acme }, { token: t }]',
  ])('may have credentials: %s', (credentials) => {
    expect(faultsOf(`registries: [{ host: r.example.io, credentials: ${credentials} }]`)).toEqual([]);
  });

  it.each([
    '{}',
    '{ username: u }',
    '{ password: p }',
    '{ token: t, username: u, password: p }',
    '{ aws: {}, google: {} }',
    '{ helpers: true, token: t }',
    '{ aws: { accessKeyId: a } }',
    '{ azure: { tenantId: a } }',
    '{ command: [] }',
    '{ token: t, path: ../up }',
    '{ pasword: p }',
    '{ token: "${NOT_SET}" }',
  ])('may not have credentials: %s', (credentials) => {
    const faults = faultsOf(`registries: [{ host: r.example.io, credentials: ${credentials} }]`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^registries\[0\]\.credentials/);
  });

  it.each([
    'apiUrl: https://user:planted-password@r.example.io',
    'apiUrl: https://r.example.io/?token=planted-password',
    'apiUrl: http://planted-password.example.org',
    'kind: planted-password',
    'proxy: http://user:planted-password@proxy.example.org',
    'limits: { concurrency: 0 }',
  ])('may not have %s, and does not repeat it', (key) => {
    const faults = faultsOf(`registries: [{ host: r.example.io, ${key.replace(/: /, ': "').concat('"')} }]`);
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain('planted');
  });
});

describe('credentials of many registries', () => {
  it.each(['"*.dkr.ecr.eu-west-1.amazonaws.com"', 'registry.example.org:5000/team-a', '"*-docker.pkg.dev"'])(
    'match %s',
    (match) => {
      expect(faultsOf(`registryCredentials: [{ match: ${match}, aws: {} }]`)).toEqual([]);
    },
  );

  it.each(['https://r.example.io', '"r.example.io/a b"', 'user@r.example.io'])('do not match %s', (match) => {
    expect(faultsOf(`registryCredentials: [{ match: ${match}, aws: {} }]`)).toHaveLength(1);
  });

  it.each(['username: u, password: p', 'token: t', 'identityToken: t', 'aws: {}', 'google: {}', 'azure: {}'])(
    'go to no host that is not named: %s',
    (way) => {
      expect(faultsOf(`registryCredentials: [{ ${way} }]`)).toHaveLength(1);
    },
  );

  it.each(['dockerConfig: /etc/config.json', 'command: [helper]'])(
    'may be with %s, which knows its hosts',
    (way) => {
      expect(faultsOf(`registryCredentials: [{ ${way} }]`)).toEqual([]);
    },
  );
});
