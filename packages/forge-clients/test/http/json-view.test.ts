import { describe, expect, it } from 'vitest';
import { JsonView } from '../../src/http/json-view.ts';

const view = (value: unknown): JsonView => new JsonView(value, (problem) => new Error(problem));

describe('a view of an answer', () => {
  it('reads what is there', () => {
    const json = view({ a: { b: 'text' }, n: 3, yes: true, at: '2026-01-02T03:04:05Z', list: [{ x: 1 }] });
    expect(json.at('a', 'b').text()).toBe('text');
    expect(json.at('n').number()).toBe(3);
    expect(json.at('yes').flag()).toBe(true);
    expect(json.at('at').time()).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(json.at('list').list()[0]?.at('x').number()).toBe(1);
  });

  it('takes what is missing or null as the fallback, as false or as empty', () => {
    const json = view({ none: null });
    expect(json.at('none').present).toBe(false);
    expect(json.at('none', 'deeper').text('x')).toBe('x');
    expect(json.at('gone').number(7)).toBe(7);
    expect(json.at('gone').flag()).toBe(false);
    expect(json.at('gone').items()).toEqual([]);
  });

  const bad: readonly (readonly [string, (json: JsonView) => unknown, string])[] = [
    ['a text', (json) => json.at('a', 'n').text(), 'a.n is not a text'],
    ['a number', (json) => json.at('s').number(), 's is not a number'],
    ['a time', (json) => json.at('s').time(), 's is not a time'],
    ['a list', (json) => json.list()[0]?.at('x'), 'the answer is not a list'],
    ['a list that must be there', (json) => json.at('gone').list(), 'gone is not a list'],
  ];
  it.each(bad)('names the place of what is not %s', (_, read, message) => {
    expect(() => read(view({ a: { n: 1 }, s: 'x' }))).toThrow(message);
  });
});
