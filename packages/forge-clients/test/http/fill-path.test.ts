import { describe, expect, it } from 'vitest';
import { fillPath, queryText } from '../../src/http/fill-path.ts';

describe('a path', () => {
  it.each([
    ['acme/config', '/projects/acme%2Fconfig'],
    ['..', '/projects/%2E%2E'],
    ['a b?c#d', '/projects/a%20b%3Fc%23d'],
  ])('takes %s as one segment', (project, path) => {
    expect(fillPath('/projects/{project}', { project })).toBe(path);
  });

  it('needs every value', () => {
    expect(() => fillPath('/x/{number}', {})).toThrow('{number}');
  });
});

describe('a query', () => {
  it('leaves out what is undefined and repeats lists', () => {
    expect(queryText({ a: 1, b: undefined, state: ['OPEN', 'MERGED'] })).toBe('?a=1&state=OPEN&state=MERGED');
    expect(queryText({})).toBe('');
  });
});
