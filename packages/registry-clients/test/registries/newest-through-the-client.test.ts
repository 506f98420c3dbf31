import {
  type RegistryFakeKind,
  registryFakes,
  type SandboxRegistry,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRegistryClient, type RegistryClient } from '../../src/index.ts';

const BEGIN = Date.parse('2024-05-01T10:00:00Z');
/** The user under which Quay takes a token; the others take any. */
const credentials = { username: '$oauthtoken', password: 'planted-password' };
const tags = Array.from({ length: 10_000 }, (_, at) => `v${at}`);

async function open(
  kind: RegistryFakeKind,
  known: typeof credentials,
): Promise<{
  registry: SandboxRegistry;
  client: RegistryClient;
  image: { registry: string; repository: string };
}> {
  const registry = await startSandboxRegistry({
    ...registryFakes[kind]({ credentials: known }),
    credentials,
  });
  const apiUrl = kind === 'dockerhub' ? registry.url : undefined;
  const client = createRegistryClient({
    registries: [{ host: registry.host, plainHttp: true, kind, apiUrl, credentials }],
  });
  onTestFinished(async () => {
    await client.close();
    await registry.close();
  });
  return { registry, client, image: { registry: registry.host, repository: 'acme/web' } };
}

describe('the newest of 10,000 tags', () => {
  it.each<[RegistryFakeKind, number]>([
    ['dockerhub', 2],
    ['quay', 1],
    ['harbor', 1],
    ['acr', 1],
    ['gitea', 1],
    ['artifactory', 1],
  ])('cost little on %s: %i', async (kind, requests) => {
    const { registry, client, image } = await open(kind, credentials);
    const images = Array.from({ length: 100 }, (_, at) => tags.slice(at * 100, at * 100 + 100));
    for (const some of images) registry.seed('acme/web', some, (tag) => BEGIN + Number(tag.slice(1)) * 1000);
    const listing = await client.listTags(image, { newestFirst: { limit: 40 } });
    expect(listing).toMatchObject({ state: 'partial' });
    expect(listing.problem).toBeUndefined();
    const best = listing.candidates.toSorted((one, other) => (other.pushedAt ?? 0) - (one.pushedAt ?? 0))[0];
    expect(best).toMatchObject({ tag: 'v9999', pushedAt: BEGIN + 9_999_000 });
    expect(registry.requests).toHaveLength(requests);
  });
});

it('takes the plain list where the API is closed to us, and says that it has no times', async () => {
  const { registry, client, image } = await open('harbor', { username: 'other', password: 'other' });
  registry.seed('acme/web', ['1', '2']);
  const listing = await client.listTags(image, { newestFirst: { limit: 50 } });
  expect(listing).toMatchObject({ state: 'complete', candidates: [{ tag: '1' }, { tag: '2' }] });
  expect(listing.problem).toBeUndefined();
});

it('does not take the plain list where the API asks us to wait', async () => {
  const { registry, client, image } = await open('harbor', credentials);
  registry.seed('acme/web', ['1']);
  registry.answer(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  const listing = await client.listTags(image, { newestFirst: { limit: 50 } });
  expect(listing).toMatchObject({ state: 'failed', problem: { code: 'rate-limited' } });
  expect(registry.requests).toHaveLength(1);
});
