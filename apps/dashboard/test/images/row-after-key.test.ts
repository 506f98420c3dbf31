import { describe, expect, it } from 'vitest';
import { rowAfterKey } from '../../src/images/row-after-key.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('rowAfterKey', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['PageDown', 3, 13],
    ['PageUp', 13, 3],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 95, 99],
    ['Enter', 3, undefined],
    ['a', 3, undefined],
  ])('%s from %i', (key, from, expected) => {
    expect(rowAfterKey({ ...plain, key }, from, 100)).toBe(expected);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'shiftKey'])('leaves keys with %s to the browser', (modifier) => {
    expect(rowAfterKey({ ...plain, key: 'ArrowDown', [modifier]: true }, 3, 100)).toBeUndefined();
  });

  it('goes nowhere in an empty list', () => {
    expect(rowAfterKey({ ...plain, key: 'End' }, 0, 0)).toBeUndefined();
  });
});
