import { describe, expect, it } from 'vitest';
import { readClosingTime } from '../../src/bitbucket/read-closing-time.ts';
import { JsonView } from '../../src/http/json-view.ts';

const update = (state: string, second: number) => ({
  update: { state, date: `2026-11-21T10:00:0${second}.000000+00:00` },
});
const comment = { comment: { id: 1, content: { raw: 'DECLINED' } } };
const declined = Date.parse('2026-11-21T10:00:05Z');

describe('readClosingTime', () => {
  const read = async (entries: readonly unknown[]) => {
    let seen = 0;
    async function* pages() {
      for (const entry of entries) {
        seen += 1;
        yield new JsonView(entry, (problem) => new Error(problem));
      }
    }
    return { at: await readClosingTime(pages()), seen };
  };

  it('finds the decline among comments and edits, newest first, and stops at what was before it', async () => {
    const entries = [
      comment,
      update('DECLINED', 7),
      update('DECLINED', 5),
      update('OPEN', 3),
      update('OPEN', 1),
    ];
    expect(await read(entries)).toEqual({ at: declined, seen: 4 });
  });

  it('finds it in a list that starts with the oldest', async () => {
    const entries = [update('OPEN', 1), comment, update('DECLINED', 5), comment, update('DECLINED', 7)];
    expect(await read(entries)).toEqual({ at: declined, seen: 5 });
  });

  it('gives nothing where the decline is not in it', async () => {
    expect((await read([comment, update('OPEN', 1)])).at).toBeUndefined();
    expect((await read([])).at).toBeUndefined();
  });

  it('takes no nonsense for a time', async () => {
    await expect(read([{ update: { state: 'DECLINED', date: 'yesterday' } }])).rejects.toThrow('update.date');
  });
});
