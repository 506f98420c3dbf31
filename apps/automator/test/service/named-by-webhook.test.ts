import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeRegistry, type FakeRegistry } from '../check/fake-registry.ts';
import { type Looks, startLooks } from './looks.ts';
import { createMemoryRepo, type MemoryRepo } from './memory-repo.ts';

const hour = 3_600_000;
const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { automator/tag: "semver:^1" }
spec:
  containers: [{ name: web, image: "registry.test/acme/web:1.0.0" }]
`;

let registry: FakeRegistry;
let repos: readonly MemoryRepo[];
let looks: Looks;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
  registry = createFakeRegistry({ '1.0.0': 'sha256:a' });
  repos = ['a', 'b', 'c'].map((name) => createMemoryRepo(name, { 'web.yaml': text }));
  looks = startLooks(
    repos.map(({ managed }) => managed),
    registry.client,
    hour,
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(registry.asked).toEqual(['list']);
  registry.asked.length = 0;
});
afterEach(async () => {
  await looks.stop();
  vi.useRealTimers();
});

const notice = async (tag?: string, milliseconds = 1500): Promise<void> => {
  const event = { registry: 'registry.test', repository: 'acme/web', action: 'push' as const };
  await looks.notice(tag === undefined ? event : { ...event, tag });
  await vi.advanceTimersByTimeAsync(milliseconds);
};
const isEverywhere = (tag: string): boolean =>
  repos.every(({ history }) => history('web.yaml').at(-1)?.includes(`:${tag}"`));

describe('a webhook that names a tag', () => {
  it('costs one HEAD, which proves the tag for every config repo as well', async () => {
    registry.digests.set('1.1.0', 'sha256:b');
    await notice('1.1.0');
    expect(isEverywhere('1.1.0')).toBe(true);
    expect(registry.asked).toEqual(['head 1.1.0']);
  });

  it('leads to a list where the tag is not there, as where it is spelled otherwise', async () => {
    registry.digests.set('1.1.0-RC', 'sha256:c').set('1.1.0', 'sha256:b');
    await notice('1.1.0-rc', 3 * 60_000);
    expect(isEverywhere('1.1.0')).toBe(true);
    expect(registry.asked).toEqual(['head 1.1.0-rc', 'list', 'head 1.1.0']);
  });

  it('is looked for again after 5 s, 30 s and 2 min, where the registry shows it late', async () => {
    await notice('1.1.0');
    expect(registry.asked).toEqual(['head 1.1.0', 'list']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(registry.asked.slice(2)).toEqual(['head 1.1.0']);
    registry.digests.set('1.1.0', 'sha256:b');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(registry.asked.slice(3)).toEqual(['head 1.1.0']);
    expect(isEverywhere('1.1.0')).toBe(true);
  });

  it('is given up after 2 min', async () => {
    await notice('1.1.0', 10 * 60_000);
    expect(registry.asked).toEqual(['head 1.1.0', 'list', 'head 1.1.0', 'head 1.1.0', 'head 1.1.0']);
  });
});

it('lists all tags after a webhook that names none', async () => {
  registry.digests.set('1.1.0', 'sha256:b');
  await notice();
  expect(isEverywhere('1.1.0')).toBe(true);
  expect(registry.asked[0]).toBe('list');
  expect(new Set(registry.asked.slice(1))).toEqual(new Set(['head 1.1.0']));
});
