import type { OrderKind, TextOrder } from '../order.ts';
import { compareText } from '../preference.ts';
import { readDirection } from './direction.ts';

/** `alphabetical`: every tag, by code point; with `desc` the first is the newest. */
export const alphabeticalKind: OrderKind = {
  name: 'alphabetical',
  forms: ['alphabetical', 'alphabetical:desc'],
  read: (written) => alphabeticalOrder(readDirection(written, alphabeticalKind)),
};

function alphabeticalOrder(direction: 1 | -1): TextOrder<string> {
  return {
    by: 'text',
    ranksAll: true,
    read: (text) => ({ key: text }),
    compare: (a, b) => direction * compareText(a, b),
  };
}
