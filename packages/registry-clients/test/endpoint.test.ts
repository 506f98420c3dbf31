import { expect, it } from 'vitest';
import { endpointsOf } from '../src/endpoint.ts';

const endpointOf = endpointsOf([
  { host: 'index.docker.io', credentials: { username: 'a', password: 'b' } },
  { host: '127.0.0.1:5000', plainHttp: true },
  { host: 'GHCR.io' },
  { host: 'ghcr.io', plainHttp: true },
  { host: '[::1]:5000', plainHttp: true },
]);

it.each([
  ['docker.io', 'docker.io', 'https://registry-1.docker.io', true],
  ['registry-1.docker.io', 'docker.io', 'https://registry-1.docker.io', true],
  ['127.0.0.1:5000', '127.0.0.1:5000', 'http://127.0.0.1:5000', true],
  ['[::1]:5000', '[::1]:5000', 'http://[::1]:5000', true],
  ['ghcr.io', 'ghcr.io', 'https://ghcr.io', true],
  ['ghcr.io:443', 'ghcr.io', 'https://ghcr.io', true],
  ['127.0.0.1:5001', '127.0.0.1:5001', 'https://127.0.0.1:5001', false],
  ['localhost:5000', 'localhost:5000', 'https://localhost:5000', false],
  ['quay.io', 'quay.io', 'https://quay.io', false],
])('asks %s, known as %s, at %s', (registry, host, origin, listed) => {
  const endpoint = endpointOf(registry);
  expect(endpoint).toMatchObject({ host, origin });
  expect(endpoint.hostnames.size > 0).toBe(listed);
});

it('gives credentials to their own registry alone', async () => {
  expect(await endpointOf('docker.io').credential('acme/web', undefined)).toEqual({
    username: 'a',
    password: 'b',
  });
  expect(await endpointOf('quay.io').credential('acme/web', undefined)).toBeUndefined();
});
