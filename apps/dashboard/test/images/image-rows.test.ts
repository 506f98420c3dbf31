import type { ImageRow } from '@deployment-automator/api-schema';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiProblem } from '../../src/api/api-problem.ts';
import type { ApiClient } from '../../src/api/client.ts';
import { createImageRows, type ImageRows, noRows, type RowsState } from '../../src/images/image-rows.ts';
import { readView } from '../../src/images/images-view.ts';
import { madePage, madeRow, madeRows } from './made-rows.ts';

interface Watched {
  readonly rows: ImageRows;
  readonly asked: string[];
  state(): RowsState;
  /** What the service has from now on. */
  become(all: readonly ImageRow[]): void;
  fail(error: Error | undefined): void;
}

/** Follows the images of a made-up service. */
function watch(first: readonly ImageRow[], query = ''): Watched {
  let all = first;
  let state = noRows;
  let failure: Error | undefined;
  const asked: string[] = [];
  const answer = (url: string): unknown => {
    asked.push(url);
    if (failure !== undefined) throw failure;
    const [path = '', text = ''] = url.split('?');
    if (path === 'images') return madePage(all, Number(new URLSearchParams(text).get('offset')));
    return all.find(({ id }) => path === `images/${id}`);
  };
  const client: Pick<ApiClient, 'get'> = {
    get: async <Answer>({ url }: { readonly url: string }): Promise<Answer> => answer(url) as Answer,
  };
  const rows = createImageRows({
    client,
    view: readView(new URLSearchParams(query)),
    onChange: (next) => {
      state = next;
    },
  });
  onTestFinished(() => rows.close());
  return {
    rows,
    asked,
    state: () => state,
    become: (next) => {
      all = next;
    },
    fail: (error) => {
      failure = error;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

function shown({ list }: RowsState, first: number, last: number): (string | undefined)[] {
  return Array.from({ length: last - first + 1 }, (_, index) => list?.rows.get(first + index)?.id);
}

describe('what comes into sight', () => {
  it('is asked for once, as the view says', async () => {
    const { rows, asked, state } = watch(
      madeRows(1_000),
      'search=web&state=held&configRepo=production&sort=since',
    );
    rows.see(0, 20);
    rows.see(2, 22);
    await settle();
    rows.see(5, 25);
    await settle();
    expect(asked).toEqual([
      'images?search=web&state=held&configRepo=production&sort=since&order=asc&offset=0&limit=100',
    ]);
    expect(state().list?.total).toBe(1_000);
  });

  it('is asked for window by window', async () => {
    const { rows, asked, state } = watch(madeRows(1_000));
    rows.see(0, 20);
    await settle();
    rows.see(580, 610);
    await settle();
    expect(asked.map((url) => /offset=(\d+)/.exec(url)?.[1])).toEqual(['0', '500', '600']);
    expect(shown(state(), 599, 600)).toEqual(['image-599', 'image-600']);
  });

  it('is all that is asked for after a quick scroll', async () => {
    const { rows, asked, state } = watch(madeRows(10_000));
    for (let first = 0; first < 10_000; first += 150) rows.see(first, first + 20);
    await settle();
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(shown(state(), 9_900, 9_901)).toEqual(['image-9900', 'image-9901']);
  });
});

describe('news', () => {
  it('renew what is in sight and nothing else', async () => {
    const { rows, asked, state, become } = watch(madeRows(1_000));
    rows.see(0, 20);
    await settle();
    become([madeRow('image-0', 'new'), ...madeRows(1_000).slice(1)]);
    rows.refresh(false);
    await settle();
    expect(asked).toHaveLength(2);
    expect(state().list?.rows.get(0)?.reason).toBe('new');
    expect(state().hasNewOrder).toBe(false);
  });

  it('leave every row at its place while somebody looks, and say that the order is old', async () => {
    const { rows, asked, state, become } = watch(madeRows(300));
    rows.see(0, 3);
    await settle();
    // The first row went to the end, where nobody looks.
    become([...madeRows(300).slice(1), madeRow('image-0', 'merged')]);
    rows.refresh(false);
    await settle();
    expect(shown(state(), 0, 3)).toEqual(['image-0', 'image-1', 'image-2', 'image-3']);
    expect(state().list?.rows.get(0)?.reason).toBe('merged');
    expect(asked.at(-1)).toBe('images/image-0');
    expect(state().hasNewOrder).toBe(true);
    rows.refresh(true);
    await settle();
    expect(shown(state(), 0, 1)).toEqual(['image-1', 'image-2']);
    expect(state().hasNewOrder).toBe(false);
  });

  it('show the first image of an empty list', async () => {
    const { rows, state, become } = watch([]);
    rows.see(0, 0);
    await settle();
    expect(state().list?.total).toBe(0);
    become(madeRows(1));
    rows.refresh(true);
    await settle();
    expect(shown(state(), 0, 0)).toEqual(['image-0']);
  });

  it('that come while it looks lead to one more look', async () => {
    const { rows, asked } = watch(madeRows(10));
    rows.see(0, 9);
    await settle();
    for (let times = 0; times < 5; times += 1) rows.refresh(false);
    await settle();
    expect(asked).toHaveLength(3);
  });

  it('are about a row in sight, or not', async () => {
    const { rows } = watch(madeRows(100));
    rows.see(0, 5);
    await settle();
    const about = (imageId?: string): boolean =>
      rows.isInSight({
        id: '1',
        at: '2026-01-01T00:00:00Z',
        kind: 'check',
        message: '',
        ...(imageId && { imageId }),
      });
    expect([about('image-5'), about('image-6'), about()]).toEqual([true, false, false]);
  });
});

describe('a failure', () => {
  it('is said, what is known stays, and the next look heals it', async () => {
    const { rows, state, fail } = watch(madeRows(10));
    rows.see(0, 9);
    await settle();
    fail(new ApiProblem({ type: 'about:blank', title: 'Down', status: 503, detail: 'stopping' }));
    rows.refresh(false);
    await settle();
    expect(state().problem?.title).toBe('Down');
    expect(state().list?.total).toBe(10);
    fail(undefined);
    rows.refresh(false);
    await settle();
    expect(state().problem).toBeUndefined();
  });

  it('of the first look leaves nothing but the problem', async () => {
    const { rows, state, fail } = watch(madeRows(10));
    fail(new TypeError('fetch failed'));
    rows.see(0, 0);
    await settle();
    expect(state().list).toBeUndefined();
    expect(state().problem?.status).toBe(0);
  });
});
