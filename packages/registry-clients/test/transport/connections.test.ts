import type { LookupFunction } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRegistryClient, type RegistryClient, type RegistryClientOptions } from '../../src/index.ts';
import { json } from '../script.ts';
import { startScriptedRegistry } from '../scripted-registry.ts';
import { startProxy } from './proxy.ts';
import { pem, startSecureRegistry } from './secure-registry.ts';

/** Every name is on this machine. */
const lookup: LookupFunction = (_name, { all }, callback) => {
  if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
const ca = pem('authority');
const clientCertificate = { certificate: pem('client'), key: pem('client-key') };

/** A client that ends with the test. */
function open(options: RegistryClientOptions): RegistryClient {
  const client = createRegistryClient({ lookup, ...options });
  onTestFinished(() => client.close());
  return client;
}

const list = (client: RegistryClient, registry: string) =>
  client.listTags({ registry, repository: 'acme/web' });
const complete = { state: 'complete', tags: ['1.0.0'] };

describe('a registry whose certificate an authority of its own has signed', () => {
  it('is believed with ca', async () => {
    const { port } = await startSecureRegistry();
    const host = `registry.test:${port}`;
    expect(await list(open({ registries: [{ host, ca }] }), host)).toMatchObject(complete);
  });

  it('is not believed without, nor under another name', async () => {
    const { port, clients } = await startSecureRegistry();
    for (const [host, options] of [
      [`registry.test:${port}`, {}],
      [`other.test:${port}`, { ca }],
    ] as const) {
      const problem = { code: 'tls', retriable: false };
      expect(await list(open({ registries: [{ host, ...options }] }), host)).toMatchObject({ problem });
    }
    expect(clients).toEqual([]);
  });

  it('is believed without a look where the operator says so', async () => {
    const { port } = await startSecureRegistry();
    const host = `other.test:${port}`;
    const client = open({ registries: [{ host, insecureSkipTlsVerify: true }] });
    expect(await list(client, host)).toMatchObject(complete);
  });

  it('is told of when ca is none', async () => {
    const { port } = await startSecureRegistry();
    const host = `registry.test:${port}`;
    const certificate = '-----BEGIN CERTIFICATE-----\nplanted\n-----END CERTIFICATE-----';
    const { problem } = await list(open({ registries: [{ host, ca: certificate }] }), host);
    expect(problem).toMatchObject({ code: 'tls' });
  });
});

describe('a client certificate', () => {
  it('opens a registry that wants one', async () => {
    const { port, clients } = await startSecureRegistry({ wantsCertificate: true });
    const host = `registry.test:${port}`;
    const client = open({ registries: [{ host, ca, clientCertificate }] });
    expect(await list(client, host)).toMatchObject(complete);
    expect(clients).toEqual(['Test client']);
    const without = open({ registries: [{ host, ca }] });
    expect(await list(without, host)).toMatchObject({ state: 'failed' });
  });

  it('is not shown to the host that a redirect leads to', async () => {
    const away = await startSecureRegistry();
    const home = await startSecureRegistry({
      answer: (_request, response) =>
        response.writeHead(307, { location: `https://localhost:${away.port}/` }).end(),
    });
    const host = `registry.test:${home.port}`;
    const client = open({ registries: [{ host, ca, clientCertificate, trustedHosts: ['localhost'] }] });
    expect(await list(client, host)).toMatchObject(complete);
    expect(home.clients).toEqual(['Test client']);
    expect(away.clients).toEqual(['']);
  });
});

describe('an internal address', () => {
  it.each(['127.0.0.1:1', 'localhost:1', '10.0.0.1', '169.254.169.254', '[::1]:1'])(
    'as %s is not asked unless the operator listed it',
    async (host) => {
      const { problem } = await list(open({ registries: [] }), host);
      expect(problem).toMatchObject({ code: 'refused-address', retriable: false });
    },
  );

  it('is not asked when a name leads there', async () => {
    const { port, clients } = await startSecureRegistry();
    const { problem } = await list(open({ registries: [] }), `registry.test:${port}`);
    expect(problem).toMatchObject({ code: 'refused-address', retriable: false });
    expect(problem?.next).toContain('list it under registries');
    expect(clients).toEqual([]);
  });

  it('is not asked when the name of a token service or of a redirect leads there', async () => {
    const away = await startScriptedRegistry(() => json({ tags: ['stolen'], token: 'x' }));
    onTestFinished(() => away.close());
    const target = away.url.replace('127.0.0.1', 'inside.test');
    for (const answer of [
      { status: 307, headers: { location: target } },
      { status: 401, headers: { 'www-authenticate': `Bearer realm="${target}"` } },
    ]) {
      const home = await startScriptedRegistry(() => answer);
      onTestFinished(() => home.close());
      const host = home.host;
      const client = open({ registries: [{ host, plainHttp: true }] });
      expect(await list(client, host)).toMatchObject({ problem: { code: 'refused-address' } });
      const trusting = open({ registries: [{ host, plainHttp: true, trustedHosts: ['inside.test'] }] });
      await list(trusting, host);
    }
    expect(away.heard).toHaveLength(2);
  });

  it('is left out where a name leads to others as well', async () => {
    const asked: string[] = [];
    const both: LookupFunction = (name, _options, callback) => {
      asked.push(name);
      callback(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '192.0.2.1', family: 4 },
      ]);
    };
    const client = open({ registries: [], lookup: both, timeouts: { connect: 50, request: 100 } });
    const { problem } = await list(client, 'mixed.test');
    expect(problem?.code).not.toBe('refused-address');
    expect(asked).toContain('mixed.test');
  });
});

describe('a proxy', () => {
  it('is asked for a registry with TLS, through a tunnel', async () => {
    const { port } = await startSecureRegistry();
    const proxy = await startProxy();
    const host = `registry.test:${port}`;
    const client = open({ registries: [{ host, ca }], proxy: { https: proxy.url } });
    expect(await list(client, host)).toMatchObject(complete);
    expect(proxy.heard).toEqual([`CONNECT ${host}`]);
  });

  it('is asked for a registry without TLS', async () => {
    const registry = await startScriptedRegistry(() => json({ tags: ['1.0.0'] }));
    onTestFinished(() => registry.close());
    const proxy = await startProxy();
    const { host } = registry;
    const client = open({ registries: [{ host, plainHttp: true }], proxy: { http: proxy.url } });
    expect(await list(client, host)).toMatchObject(complete);
    expect(proxy.heard).toHaveLength(1);
  });

  it('is shown its own credentials, and not the registry', async () => {
    const { port } = await startSecureRegistry();
    const proxy = await startProxy();
    const host = `registry.test:${port}`;
    const url = proxy.url.replace('//', '//user:planted-password@');
    const credentials = { username: 'robot', password: 'of-the-registry' };
    const client = open({ registries: [{ host, ca, proxy: url, credentials }] });
    expect(await list(client, host)).toMatchObject(complete);
    expect(proxy.authorizations).toEqual([
      `Basic ${Buffer.from('user:planted-password').toString('base64')}`,
    ]);
  });

  it.each<[string, object, object]>([
    ['the registry has none', { proxy: false }, {}],
    ['its host is excepted', {}, { except: 'other.example,registry.test' }],
  ])('is not asked where %s', async (_name, own, common) => {
    const { port } = await startSecureRegistry();
    const proxy = await startProxy();
    const host = `registry.test:${port}`;
    const client = open({ registries: [{ host, ca, ...own }], proxy: { https: proxy.url, ...common } });
    expect(await list(client, host)).toMatchObject(complete);
    expect(proxy.heard).toEqual([]);
  });

  it('leads nowhere internal that a registry names', async () => {
    const proxy = await startProxy();
    const client = open({ registries: [], proxy: { https: proxy.url } });
    const { problem } = await list(client, '169.254.169.254');
    expect(problem).toMatchObject({ code: 'refused-address' });
    expect(proxy.heard).toEqual([]);
  });

  it('that does not work is told of, without its password', async () => {
    const client = open({ registries: [], proxy: { https: 'http://user:planted-password@127.0.0.1:1' } });
    const { problem } = await list(client, 'ghcr.io');
    expect(problem).toMatchObject({ code: 'unreachable' });
    expect(JSON.stringify([problem?.message, String(problem?.cause)])).not.toContain('planted');
  });
});
