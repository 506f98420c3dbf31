import { decide, parsePolicy } from '@deployment-automator/tag-policy';
import { beforeEach, describe, expect, it } from 'vitest';
import { createImageDetails, type ListingAttempt, readListing } from '../../src/check/index.ts';
import type { Question } from '../../src/reconcile/index.ts';
import { createFakeRegistry, type FakeRegistry, listed } from './fake-registry.ts';

const january = Date.parse('2026-01-01T00:00:00Z');
const web = { registry: 'ghcr.io', repository: 'acme/web' };
const newest: Question = { policy: parsePolicy('newest:built'), current: { tag: '1' } };
const version: Question = { policy: parsePolicy('semver:*'), current: { tag: '1.0.0' } };

let registry: FakeRegistry;
let time: number;
let kept: Map<string, string>;

beforeEach(() => {
  registry = createFakeRegistry({ '1': 'sha256:a', '2': 'sha256:b', '3': 'sha256:c' });
  for (const [at, digest] of [...registry.digests.values()].entries())
    registry.builtAt.set(digest, january + at);
  time = january + 1000;
  kept = new Map();
});

function read(questions: readonly Question[], before?: ListingAttempt): Promise<ListingAttempt> {
  registry.asked.length = 0;
  const store = {
    get: async (key: string) => kept.get(key),
    put: async (key: string, value: string) => {
      kept.set(key, value);
    },
  };
  const details = createImageDetails(registry.client, store);
  return readListing(web, questions, before, { client: registry.client, details, now: () => time });
}

describe('readListing', () => {
  it('asks for nothing but the list where the policies need no more', async () => {
    await read([version]);
    expect(registry.asked).toEqual(['list']);
  });

  it('asks for the digest of each tag and once for each digest, where a policy needs times', async () => {
    registry.digests.set('3', 'sha256:b');
    const { listing } = await read([newest]);
    expect(registry.asked.filter((what) => what.startsWith('head'))).toHaveLength(3);
    expect(registry.asked.filter((what) => what.startsWith('read')).length).toBeLessThanOrEqual(3);
    expect(decide(newest.policy, listing, newest.current, { now: time }).code).toBe('update');
  });

  it('never reads a digest twice', async () => {
    const first = await read([newest]);
    await read([newest], first);
    expect(registry.asked.filter((what) => what.startsWith('read'))).toEqual([]);
  });

  it('sees a tag that was pushed again', async () => {
    const first = await read([newest]);
    registry.digests.set('1', 'sha256:d');
    registry.builtAt.set('sha256:d', january + 99);
    const { listing } = await read([newest], first);
    expect(listing.candidates.find(({ tag }) => tag === '1')).toMatchObject({
      digest: 'sha256:d',
      builtAt: january + 99,
    });
  });

  it('looks up very many tags in parts', async () => {
    registry.digests.clear();
    for (let tag = 1; tag <= 1500; tag++) registry.digests.set(String(tag), `sha256:${tag}`);
    const first = await read([newest]);
    expect(first.unfinished).toBe(true);
    expect(first.lookedUp).toEqual({ tags: 1000, images: 1000, left: 500 });
    expect(first.listing.candidates.filter(({ digest }) => digest !== undefined)).toHaveLength(1000);
    const second = await read([newest], first);
    expect(second.unfinished).toBeUndefined();
    expect(second.lookedUp).toEqual({ tags: 510, images: 500, left: 0 });
    expect(second.listing.candidates.every(({ digest }) => digest !== undefined)).toBe(true);
  });

  it('keeps when a tag was first seen', async () => {
    const first = await read([version]);
    time = january + 5000;
    registry.digests.set('4', 'sha256:d');
    const { listing } = await read([version], first);
    expect(listing.candidates.map(({ tag, firstSeenAt }) => [tag, firstSeenAt])).toEqual([
      ['1', january + 1000],
      ['2', january + 1000],
      ['3', january + 1000],
      ['4', january + 5000],
    ]);
  });

  it('does not believe half a list that calls itself complete', async () => {
    const first = await read([version]);
    registry.listing = listed(['1']);
    const second = await read([version], first);
    expect(second.listing.state).toBe('partial');
    expect(second.missed?.map(({ tag }) => tag)).toEqual(['2', '3']);
    const third = await read([version], second);
    expect(third.listing.state).toBe('partial');
    registry.listing = undefined;
    expect((await read([version], third)).listing.state).toBe('complete');
  });

  it('believes a list that lacks tags which the registry does not have any more', async () => {
    const first = await read([version]);
    registry.digests.delete('3');
    const second = await read([version], first);
    expect(second.listing.state).toBe('complete');
    expect(second.missed).toBeUndefined();
  });
});
