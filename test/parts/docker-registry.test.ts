import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type DockerRegistry, registryCredentials, startDockerRegistry } from './docker-registry.ts';
import { findPart } from './find-part.ts';
import { pushImage } from './push-image.ts';

const command = findPart('docker-registry') ?? '';

describe.runIf(command !== '')('the real registry', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });
  const closeLater = (registry: DockerRegistry) => {
    cleanUps.push(() => registry.close());
    return registry;
  };

  test('lists what was pushed, and its log tells how often it was asked', async () => {
    const registry = closeLater(await startDockerRegistry(command));
    const digest = await registry.push('me/web', '1.0.0', {
      labels: { a: 'b' },
      created: '2026-02-03T04:05:06Z',
    });
    expect(await registry.push('me/web', '1.1.0')).not.toBe(digest);
    const listing = await (await fetch(`${registry.url}/v2/me/web/tags/list`)).text();
    expect(listing).toContain('"1.0.0"');
    expect(listing).toContain('"1.1.0"');
    const head = await fetch(`${registry.url}/v2/me/web/manifests/1.0.0`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    expect(head.headers.get('docker-content-digest')).toBe(digest);
    await vi.waitFor(() => {
      const listings = registry.requests().filter(({ path }) => path.endsWith('/tags/list'));
      expect(listings).toEqual([{ method: 'GET', path: '/v2/me/web/tags/list', status: 200 }]);
    });
  });

  test('asks for the credentials', async () => {
    const registry = closeLater(await startDockerRegistry(command, { basicAuth: true }));
    await registry.push('me/web', '1.0.0');
    await expect(pushImage(registry.url, 'me/web', '1.0.1')).rejects.toThrow('401');
    const wrong = { credentials: { ...registryCredentials, password: 'wrong' } };
    await expect(pushImage(registry.url, 'me/web', '1.0.1', wrong)).rejects.toThrow('401');
  });

  test('reports a push to every endpoint, with its headers', async () => {
    const reports: { secret: unknown; body: string }[] = [];
    const receiver = createServer((request: IncomingMessage, response) => {
      void request
        .setEncoding('utf8')
        .toArray()
        .then((texts) => {
          reports.push({ secret: request.headers['x-secret'], body: texts.join('') });
          response.writeHead(202).end();
        });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => new Promise((resolve) => receiver.close(resolve)));
    const address = receiver.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    const url = `http://127.0.0.1:${address.port}/`;

    const endpoints = ['one', 'two'].map((secret) => ({ url, headers: { 'x-secret': secret } }));
    const registry = closeLater(await startDockerRegistry(command, { notifications: endpoints }));
    await registry.push('me/web', '1.0.0');
    await vi.waitFor(() => {
      const tagged = reports.filter(({ body }) => body.includes('"tag": "1.0.0"') && body.includes('"push"'));
      expect(tagged.map(({ secret }) => secret).sort()).toEqual(['one', 'two']);
    }, 10_000);
  });
});
