import { createServer } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startSandboxRegistry } from '../../src/index.ts';

interface Received {
  readonly type: string | undefined;
  readonly authorization: string | undefined;
  readonly event: { action: string; target: Record<string, unknown>; request: Record<string, unknown> };
}

/** A receiver that answers with the statuses it is given, then with 202. */
async function receiver(statuses: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { events } = JSON.parse(Buffer.concat(chunks).toString());
    expect(events).toHaveLength(1);
    const { 'content-type': type, authorization } = request.headers;
    received.push({ type, authorization, event: events[0] });
    response.writeHead(statuses.shift() ?? 202).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`, received };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 });

it('reports a push as the distribution registry does: each blob, then the manifest with its tag', async () => {
  const { url, received } = await receiver();
  const registry = await startSandboxRegistry({
    notifications: [{ url, headers: { authorization: 'word' } }],
  });
  onTestFinished(() => registry.close());
  const { digest } = await registry.push('acme/web', '1.0.0');
  await until(() => expect(received).toHaveLength(3));

  const [config, layer, manifest] = received;
  expect(manifest).toMatchObject({
    type: 'application/vnd.docker.distribution.events.v1+json',
    authorization: 'word',
    event: {
      action: 'push',
      target: {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest,
        repository: 'acme/web',
        tag: '1.0.0',
        url: `${registry.url}/v2/acme/web/manifests/${digest}`,
      },
      request: { host: registry.host, method: 'PUT' },
      actor: {},
    },
  });
  for (const blob of [config, layer]) {
    expect(blob?.event).toMatchObject({ action: 'push', target: { mediaType: 'application/octet-stream' } });
    expect(blob?.event.target).not.toHaveProperty('tag');
  }
});

it('reports a delete by digest with every tag that went with it', async () => {
  const { url, received } = await receiver();
  const registry = await startSandboxRegistry({ notifications: [{ url }] });
  onTestFinished(() => registry.close());
  registry.seed('acme/web', ['1', '2']);
  const head = await fetch(`${registry.url}/v2/acme/web/manifests/1`, { method: 'HEAD' });
  const digest = head.headers.get('docker-content-digest');
  await fetch(`${registry.url}/v2/acme/web/manifests/${digest}`, { method: 'DELETE' });
  await until(() => expect(received).toHaveLength(3));
  const repository = 'acme/web';
  expect(received.map(({ event }) => [event.action, event.target])).toEqual([
    ['delete', { digest, repository }],
    ['delete', { tag: '1', repository }],
    ['delete', { tag: '2', repository }],
  ]);
});

it('sends again what was refused, in order, and lets no endpoint hold up another', async () => {
  const slow = await receiver([500]);
  const quick = await receiver();
  const registry = await startSandboxRegistry({ notifications: [{ url: slow.url }, { url: quick.url }] });
  onTestFinished(() => registry.close());
  await registry.push('acme/web', '1.0.0');
  await until(() => expect(quick.received).toHaveLength(3));
  await until(() => expect(slow.received).toHaveLength(4));
  const digests = (received: Received[]) => received.map(({ event }) => event.target['digest']);
  expect(digests(slow.received).slice(1)).toEqual(digests(quick.received));
  expect(slow.received[0]?.event).toEqual(slow.received[1]?.event);
});

it('closes although an endpoint never answers', async () => {
  const registry = await startSandboxRegistry({ notifications: [{ url: 'http://127.0.0.1:1/' }] });
  await registry.push('acme/web', '1.0.0');
  await registry.close();
  await expect(fetch(registry.url)).rejects.toThrow('fetch failed');
});
