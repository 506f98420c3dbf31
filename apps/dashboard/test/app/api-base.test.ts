import { describe, expect, it } from 'vitest';
import { apiBase } from '../../src/app/api-base.ts';

describe('apiBase', () => {
  it.each([
    ['https://automator.example/', 'https://automator.example/api/v1/'],
    ['https://example.org/tools/automator/', 'https://example.org/tools/automator/api/v1/'],
    [
      'https://example.org/tools/automator/index.html?x=1#/images/1',
      'https://example.org/tools/automator/api/v1/',
    ],
  ])('beside %s', (baseURI, expected) => {
    expect(apiBase({ baseURI }).href).toBe(expected);
  });
});
