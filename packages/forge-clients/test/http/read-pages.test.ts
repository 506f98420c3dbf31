import { describe, expect, it } from 'vitest';
import type { ForgeAnswer } from '../../src/http/forge-http.ts';
import { JsonView } from '../../src/http/json-view.ts';
import { nextLink, readPages, take } from '../../src/http/read-pages.ts';

const answer = (values: readonly number[]): ForgeAnswer => ({
  status: 200,
  headers: new Headers(),
  json: new JsonView(values, (problem) => new Error(problem)),
});

describe('pages', () => {
  it('are asked for only as far as they are read', async () => {
    let asked = 0;
    const page = async (): Promise<ForgeAnswer> => {
      asked += 1;
      return answer([asked * 2, asked * 2 + 1]);
    };
    const entries = readPages(
      page,
      ({ json }) => json.list(),
      () => page(),
    );
    expect(await take(entries, 3, (json) => json.number())).toEqual([2, 3, 4]);
    expect(asked).toBe(2);
  });

  it('that never end are given up', async () => {
    let asked = 0;
    const page = async (): Promise<ForgeAnswer> => {
      asked += 1;
      return answer([]);
    };
    const entries = readPages(
      page,
      ({ json }) => json.list(),
      () => page(),
    );
    expect(await take(entries, 1, (json) => json.number())).toEqual([]);
    expect(asked).toBe(1_000);
  });

  it.each([
    ['<https://h/a?page=2>; rel="next", <https://h/a?page=9>; rel="last"', 'https://h/a?page=2'],
    ['<https://h/a?page=1>; rel="prev", <https://h/a?x=1,2&page=3>; rel=next', 'https://h/a?x=1,2&page=3'],
    ['<https://h/a?page=1>; rel="prev"', undefined],
    ['', undefined],
  ])('are linked: %s', (link, next) => {
    expect(nextLink(new Headers({ link }))).toBe(next);
  });
});
