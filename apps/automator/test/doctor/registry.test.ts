import {
  type RegistryClient,
  RegistryError,
  type RegistryErrorCode,
} from '@deployment-automator/registry-clients';
import { describe, expect, it } from 'vitest';
import { checkRegistry, registryQuestions } from '../../src/doctor/registry.ts';

describe('the registries that are looked at', () => {
  it('are those that are configured or bound, each once and with one image of it', () => {
    const configured = [
      { host: 'index.docker.io', hasCredentials: true },
      { host: 'quay.io', hasCredentials: false },
    ];
    const images = ['ghcr.io/acme/web', 'docker.io/library/nginx', 'ghcr.io/acme/api'];
    expect(registryQuestions(configured, images, false)).toEqual([
      { host: 'docker.io', hasCredentials: true, image: 'docker.io/library/nginx' },
      { host: 'ghcr.io', hasCredentials: false, image: 'ghcr.io/acme/api' },
      { host: 'quay.io', hasCredentials: false },
    ]);
  });
});

describe('a registry of which no image is bound', () => {
  const client = (code: RegistryErrorCode | undefined): RegistryClient => ({
    resolveTag: async () => {
      if (code !== undefined) throw new RegistryError(code, { host: 'r.test' }, 'no');
      return undefined;
    },
    listTags: () => Promise.reject(new Error('is not asked')),
    readImage: () => Promise.reject(new Error('is not asked')),
    listReferrers: () => Promise.reject(new Error('is not asked')),
    timeOf: () => 'built',
    close: async () => undefined,
  });

  it.each([
    [undefined, true, 'ok'],
    [undefined, false, 'ok'],
    ['not-found', false, 'ok'],
    // Nothing tells wrong credentials from an image that does not exist.
    ['unauthorized', true, 'warn'],
    ['denied', true, 'warn'],
    ['unreachable', true, 'fail'],
    ['tls', false, 'fail'],
    ['not-a-registry', false, 'fail'],
  ] as const)('that answers %s is, with credentials %s, %s', async (code, hasCredentials, state) => {
    const question = { host: 'r.test', hasCredentials };
    const finding = await checkRegistry(question, client(code), new AbortController().signal);
    expect(finding).toMatchObject({ check: 'registry r.test', state });
    expect(finding.next !== undefined).toBe(state !== 'ok');
  });
});
