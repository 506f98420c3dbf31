import { expect, it } from 'vitest';
import { RegistryError } from '../src/registry-error.ts';

it('names the registry, the repository, what happened and what to do', () => {
  const cause = new Error('below');
  const facts = { status: 429, retryAt: 17, cause };
  const error = new RegistryError(
    'rate-limited',
    { host: 'docker.io', repository: 'library/nginx' },
    'too many',
    facts,
  );
  expect(error.message).toBe('docker.io/library/nginx: too many');
  expect(error).toMatchObject({
    name: 'RegistryError',
    code: 'rate-limited',
    host: 'docker.io',
    repository: 'library/nginx',
    status: 429,
    retriable: true,
    retryAt: 17,
    next: 'wait until it is asked again by itself',
    cause,
  });
});

it('leaves out what is not known', () => {
  const error = new RegistryError('tls', { host: 'ghcr.io' }, 'no TLS');
  expect(error.message).toBe('ghcr.io: no TLS');
  expect(error).toMatchObject({
    repository: undefined,
    status: undefined,
    retryAt: undefined,
    retriable: false,
  });
});
