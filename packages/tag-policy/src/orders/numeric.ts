import { compareDigits } from '../natural-order.ts';
import type { OrderKind, Refusal, TextOrder } from '../order.ts';
import { readDirection } from './direction.ts';

/** `numeric`: whole numbers of any length, by value; with `desc` the lowest is the newest. */
export const numericKind: OrderKind = {
  name: 'numeric',
  forms: ['numeric', 'numeric:desc'],
  read: (written) => numericOrder(readDirection(written, numericKind)),
};

const notANumber: Refusal = { code: 'not-a-number', why: (tag) => `${tag} is not a whole number` };

function numericOrder(direction: 1 | -1): TextOrder<string> {
  return {
    by: 'text',
    ranksAll: false,
    read: (text) => (/^\d+$/.test(text) ? { key: text } : { refusal: notANumber }),
    compare: (a, b) => direction * compareDigits(a, b),
  };
}
