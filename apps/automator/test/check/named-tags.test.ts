import { beforeEach, describe, expect, it } from 'vitest';
import { createNamedTags, type NamedTags } from '../../src/check/index.ts';
import { createMemoryStore } from '../../src/store/index.ts';

const web = 'ghcr.io/acme/web';
let time: number;
let named: NamedTags;
const now = (): number => time;

beforeEach(() => {
  time = 1000;
  named = createNamedTags({ store: createMemoryStore({ now }), isShared: false, now });
});

const tagsOf = async (image = web): Promise<string[]> => (await named.take(image)).tags.map(({ tag }) => tag);

describe('tags that webhooks name', () => {
  it('are given once, in the order in which they were named', async () => {
    await Promise.all([named.add(web, '1.1.0'), named.add(web, '1.2.0'), named.add(web, '1.1.0')]);
    expect(await tagsOf()).toEqual(['1.2.0', '1.1.0']);
    expect(await tagsOf()).toEqual([]);
    expect(await tagsOf('ghcr.io/acme/other')).toEqual([]);
  });

  it('are looked for again 5 s, 30 s and 2 min after they were named, and then no more', async () => {
    await named.add(web, '1.1.0');
    const looks: (number | undefined)[] = [];
    for (let looked = 0; looked < 4; looked++) {
      const [missed] = (await named.take(web)).tags;
      const due = missed && (await named.keep(web, missed));
      looks.push(due);
      if (due === undefined) break;
      time = due - 1;
      expect(await tagsOf()).toEqual([]);
      time = due;
    }
    expect(looks).toEqual([6000, 31_000, 121_000, undefined]);
  });

  it('are not all that was said, where a webhook names none', async () => {
    await named.add(web, '1.1.0');
    await named.add(web, undefined);
    expect(await named.take(web)).toMatchObject({ isAll: false, tags: [{ tag: '1.1.0' }] });
    expect(await named.take(web)).toEqual({ isAll: true, tags: [] });
  });

  it('are not all that was said, where they are too many to be kept', async () => {
    for (let tag = 0; tag < 30; tag++) await named.add(web, String(tag));
    const said = await named.take(web);
    expect(said.isAll).toBe(false);
    expect(said.tags).toHaveLength(20);
  });

  it('may not be all that was said, where others write them too', async () => {
    const shared = createNamedTags({ store: createMemoryStore({ now }), isShared: true, now });
    await shared.add(web, '1.1.0');
    expect((await shared.take(web)).isAll).toBe(false);
  });
});
