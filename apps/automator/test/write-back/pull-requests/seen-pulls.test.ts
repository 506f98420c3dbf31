import type { PullRequest } from '@deployment-automator/forge-clients';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/store/index.ts';
import { readSeenPulls, type SeenPulls } from '../../../src/write-back/index.ts';
import type { PullRequestAction } from '../../../src/write-back/pull-requests/known-pulls.ts';
import { rememberSeenPulls, seenAfter, seenOpen } from '../../../src/write-back/pull-requests/seen-pulls.ts';

const whose = { configRepo: 'production', base: 'main' };
const pull: PullRequest = {
  ...{
    number: 7,
    url: 'https://forge/7',
    title: 'Update web to 1.1.0',
    body: '',
    state: 'open',
    draft: false,
  },
  ...{
    head: { branch: 'automator/web', commit: 'c0ffee' },
    base: 'main',
    labels: [],
    author: 'bot',
    createdAt: 5,
  },
};
const branch = { head: 'c0ffee', behind: false, conflicts: false, edited: false };
const target = {
  file: 'web.yaml',
  id: 'web.yaml#0/image',
  field: 'web',
  image: 'ghcr.io/acme/web',
  to: '1.1.0',
};
const open = { pull, marker: undefined, branch: { ...branch, targets: [target] }, asked: false };
const wanted = {
  branch: 'automator/web',
  changeSet: { key: '', delivery: 'pull-request', updates: [] },
  targets: [],
} as const;
const seen: SeenPulls = {
  pulls: [seenOpen(open)],
  held: [
    {
      ...{ id: 'api.yaml#0/image', image: 'ghcr.io/acme/api', from: '1', to: '2' },
      ...{ code: 'refused', reason: 'ada closed it', since: null },
    },
  ],
  waiting: ['job.yaml#0/image'],
};

/** A store that counts what is written. */
function counted() {
  const store = createMemoryStore({ now: () => 0 });
  const written: string[] = [];
  return {
    written,
    store: {
      get: store.get,
      put: (key: string, value: string) => {
        written.push(key);
        return store.put(key, value);
      },
    },
  };
}

describe('what a look saw of pull requests', () => {
  it('is remembered for every process, and written only when it is another', async () => {
    const { store, written } = counted();
    await rememberSeenPulls(store, whose, seen);
    await rememberSeenPulls(store, whose, seen);
    expect(written).toHaveLength(1);
    expect(await readSeenPulls(store, whose)).toEqual(seen);
    expect((await readSeenPulls(store, { ...whose, base: 'other' })).pulls).toEqual([]);
  });

  it('is nothing where what was kept cannot be read', async () => {
    const { store } = counted();
    await store.put('pulls:production#main', '{"pulls":[{"number":"seven"}]}');
    expect(await readSeenPulls(store, whose)).toEqual({ pulls: [], held: [], waiting: [] });
  });
});

describe('an action changes what is seen', () => {
  const [before] = seen.pulls;
  it.each<readonly [PullRequestAction, object, object]>([
    [
      { do: 'open', wanted },
      { pull: { ...pull, number: 8 }, proposed: [] },
      [{ number: 7 }, { number: 8, fields: [] }],
    ],
    [
      { do: 'rebuild', open, wanted, why: 'changed' },
      { pull: { ...pull, title: 'Update web to 1.2.0' }, proposed: [{ id: 'web.yaml#0/image' }] },
      [{ number: 7, title: 'Update web to 1.2.0', fields: ['web.yaml#0/image'] }],
    ],
    [{ do: 'close', open, reason: 'obsolete' }, { proposed: [] }, []],
    [{ do: 'hand-over', open }, { proposed: [] }, [before ?? {}]],
  ])('$do', (action, performed, expected) => {
    const after = seenAfter(seen.pulls, action, performed as Parameters<typeof seenAfter>[2]);
    expect(after).toHaveLength((expected as readonly object[]).length);
    expect(after).toMatchObject(expected);
  });
});
