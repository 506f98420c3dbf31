import { createImageAliases, createRegistryClient } from '@deployment-automator/registry-clients';
import {
  type RegistryFakeKind,
  registryFakes,
  type SandboxRegistry,
  startSandboxRegistry,
} from '@deployment-automator/sandbox';
import { decide, parsePolicy } from '@deployment-automator/tag-policy';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createListings, type ListingAttempt } from '../../src/check/index.ts';
import type { Question } from '../../src/reconcile/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';

const begin = Date.parse('2026-01-01T00:00:00Z');
const credentials = { username: '$oauthtoken', password: 'planted-password' };
const names = Array.from({ length: 10_000 }, (_, at) => `v${at}`);
const timeOf = (tag: string): number => begin + Number(tag.replace(/\D/g, '')) * 1000;

interface Opened {
  readonly registry: SandboxRegistry;
  /** Reads, and says how many requests that took. */
  read(questions: readonly Question[]): Promise<{ attempt: ListingAttempt; requests: number }>;
}

async function open(kind: RegistryFakeKind): Promise<Opened> {
  const registry = await startSandboxRegistry({ ...registryFakes[kind]({ credentials }), credentials });
  const apiUrl = kind === 'dockerhub' ? registry.url : undefined;
  const entry = { host: registry.host, plainHttp: true, kind, apiUrl, credentials };
  const client = createRegistryClient({ registries: [entry], limits: { perSecond: 10_000 } });
  onTestFinished(async () => {
    await client.close();
    await registry.close();
  });
  const now = (): number => begin + 365 * 24 * 3_600_000;
  const store = createMemoryStore({ now });
  const listings = createListings({ client, store, aliases: createImageAliases([]), now });
  for (let at = 0; at < names.length; at += 100) {
    registry.seed('acme/web', names.slice(at, at + 100), timeOf);
  }
  return {
    registry,
    read: async (questions) => {
      const before = registry.requests.length;
      const attempt = await listings.read({ registry: registry.host, repository: 'acme/web' }, questions);
      return { attempt, requests: registry.requests.length - before };
    },
  };
}

const question = (policy: string, tag: string, filters: string[] = []): Question => ({
  policy: parsePolicy(policy, { filters }),
  current: { tag },
});
const choice = ({ policy, current }: Question, { listing }: ListingAttempt) =>
  decide(policy, listing, current, { now: begin });

describe('newest over a repository with 10,000 tags', { timeout: 30_000 }, () => {
  it.each<RegistryFakeKind>(['dockerhub', 'quay', 'harbor', 'acr'])(
    'costs at most two requests on %s, also when something was pushed, and moves up',
    async (kind) => {
      const { registry, read } = await open(kind);
      const newest = question('newest', 'v5000');
      const first = await read([newest]);
      expect(first.requests).toBeLessThanOrEqual(2);
      expect(choice(newest, first.attempt)).toMatchObject({ code: 'update', chosen: { tag: 'v9999' } });
      registry.seed('acme/web', ['v10001'], timeOf);
      const second = await read([newest]);
      expect(second.requests).toBeLessThanOrEqual(2);
      expect(choice(newest, second.attempt)).toMatchObject({ code: 'update', chosen: { tag: 'v10001' } });
      expect(second.attempt.problem).toBeUndefined();
    },
  );

  it('keeps the tags of earlier listings, and the times of the tag that the field holds', async () => {
    const { registry, read } = await open('quay');
    const newest = question('newest', 'v9950');
    await read([newest]);
    registry.seed(
      'acme/web',
      Array.from({ length: 150 }, (_, at) => `v${20_000 + at}`),
      timeOf,
    );
    const { attempt, requests } = await read([newest]);
    expect(requests).toBeLessThanOrEqual(2);
    expect(attempt.listing.state).toBe('partial');
    expect(attempt.listing.candidates).toHaveLength(250);
    expect(attempt.listing.candidates.find(({ tag }) => tag === 'v9950')?.pushedAt).toBe(timeOf('v9950'));
  });

  it('lists all once where the newest do not tell which tag counts, and the newest again afterwards', async () => {
    const { registry, read } = await open('quay');
    const rare = question('newest', 'v3', ['regex:^v[0-9]$']);
    const first = await read([rare]);
    expect(first.requests).toBeGreaterThan(100);
    expect(choice(rare, first.attempt)).toMatchObject({ code: 'update', chosen: { tag: 'v9' } });
    registry.seed('acme/web', ['v10001'], timeOf);
    const second = await read([rare]);
    // Two more ask whether the chosen tag, which is not among the newest, is still there, and find out how to ask.
    expect(second.requests).toBe(3);
    expect(second.attempt.listing.state).toBe('complete');
    expect(choice(rare, second.attempt)).toMatchObject({ code: 'update', chosen: { tag: 'v9' } });
  });

  it('lists all with times where another policy needs all', async () => {
    const { read } = await open('harbor');
    const { attempt } = await read([question('newest', 'v1'), question('alphabetical', 'v1')]);
    expect(attempt.listing.state).toBe('complete');
    expect(attempt.listing.candidates).toHaveLength(10_000);
  });
});
