import { type RegistryClient, RegistryError, type TagListing } from '@deployment-automator/registry-clients';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Looks, startLooks } from './looks.ts';
import { createMemoryRepo, type MemoryRepo } from './memory-repo.ts';

const images = 200;
const minute = 60_000;
const interval = 5 * minute;
const polls = 60 / 5;

/** What the registry says instead; undefined for the truth. */
interface Trouble {
  readonly list?: readonly string[];
  readonly heads?: 'none';
  readonly fails?: { readonly code: 'unreachable' | 'server-error' | 'rate-limited'; readonly wait: number };
}

/** A registry in memory behind a client that leaves a host alone for a while when it fails, as the real one does. */
function createRegistry() {
  const tags = ['1.0.0', '1.1.0'];
  const seen = { requests: 0, trouble: undefined as Trouble | undefined };
  let pausedUntil = 0;
  const ask = (repository: string): void => {
    const { fails } = seen.trouble ?? {};
    const subject = { host: 'registry.test', repository };
    const options = { retryAt: pausedUntil };
    if (pausedUntil > Date.now())
      throw new RegistryError('rate-limited', subject, 'it is left alone', options);
    seen.requests += 1;
    if (fails === undefined) return;
    pausedUntil = Date.now() + fails.wait;
    throw new RegistryError(fails.code, subject, 'it fails', { retryAt: pausedUntil });
  };
  const client: RegistryClient = {
    listTags: async ({ repository }): Promise<TagListing> => {
      try {
        ask(repository);
      } catch (problem) {
        if (!(problem instanceof RegistryError)) throw problem;
        return { tags: [], candidates: [], state: 'failed', problem };
      }
      const told = seen.trouble?.list ?? tags;
      return { tags: told, candidates: told.map((tag) => ({ tag })), state: 'complete' };
    },
    resolveTag: async ({ repository }, tag) => {
      ask(repository);
      const isThere = tags.includes(tag) && seen.trouble?.heads !== 'none';
      return isThere ? { digest: `sha256:${tag}` } : undefined;
    },
    readImage: async () => undefined,
    listReferrers: async () => [],
    timeOf: () => 'built',
    close: async () => undefined,
  };
  return { client, tags, seen };
}

const nameOf = (at: number): string => `app-${String(at).padStart(3, '0')}`;
const manifest = (at: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${nameOf(at)}
  annotations: { automator/tag: "semver:^1" }
spec:
  containers: [{ name: web, image: "registry.test/acme/${nameOf(at)}:1.1.0" }]
`;

let repo: MemoryRepo;
let looks: Looks;
let registry: ReturnType<typeof createRegistry>;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
  registry = createRegistry();
  const numbers = Array.from({ length: images }, (_, at) => at);
  repo = createMemoryRepo(
    'apps',
    Object.fromEntries(numbers.map((at) => [`${nameOf(at)}.yaml`, manifest(at)])),
  );
  looks = startLooks([repo.managed], registry.client, interval);
  await vi.advanceTimersByTimeAsync(minute);
});
afterEach(async () => {
  await looks.stop();
  vi.useRealTimers();
});

/** The tags that each field has had, as one text for each image. */
function histories(): Set<string> {
  const tagOf = (text: string): string => /:(1\.\d\.0)"/.exec(text)?.[1] ?? 'none';
  return new Set(
    Array.from({ length: images }, (_, at) =>
      repo
        .history(`${nameOf(at)}.yaml`)
        .map(tagOf)
        .join(' '),
    ),
  );
}

describe('a registry that is in trouble for an hour, with 200 images bound', { timeout: 60_000 }, () => {
  /** A list and, where that says that tags are gone, a HEAD for each of them. */
  const listsAndHeads = (heads: number): number => images * (polls + 1) * (1 + heads);

  it.each<[string, Trouble, number]>([
    ['is down', { fails: { code: 'unreachable', wait: minute } }, 60],
    ['answers 500', { fails: { code: 'server-error', wait: minute } }, 60],
    ['wants fewer requests again and again', { fails: { code: 'rate-limited', wait: minute } }, 60],
    ['wants none for the hour', { fails: { code: 'rate-limited', wait: 60 * minute } }, 1],
    ['gives half a list', { list: ['1.0.0'] }, listsAndHeads(1)],
    ['gives an empty list', { list: [] }, listsAndHeads(2)],
    ['gives an empty list and no tag', { list: [], heads: 'none' }, listsAndHeads(2)],
  ])('that %s: nothing is downgraded or dropped, and it is not asked too much', async (_, trouble, most) => {
    expect(histories()).toEqual(new Set(['1.1.0']));
    expect(registry.seen.requests).toBe(images);
    registry.seen.trouble = trouble;
    registry.seen.requests = 0;
    await vi.advanceTimersByTimeAsync(30 * minute);
    registry.tags.push('1.2.0');
    await vi.advanceTimersByTimeAsync(30 * minute);
    expect(histories()).toEqual(new Set(['1.1.0']));
    expect(registry.seen.requests).toBeGreaterThan(0);
    expect(registry.seen.requests).toBeLessThanOrEqual(most);

    registry.seen.trouble = undefined;
    registry.seen.requests = 0;
    await vi.advanceTimersByTimeAsync(interval + 5000);
    expect(histories()).toEqual(new Set(['1.1.0 1.2.0']));
    // A list, a proof, and for some images one more look.
    expect(registry.seen.requests).toBeLessThanOrEqual(4 * images);
    expect(looks.failures).toEqual([]);
  });
});
