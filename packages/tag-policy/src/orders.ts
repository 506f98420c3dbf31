import type { OrderKind } from './order.ts';
import { alphabeticalKind } from './orders/alphabetical.ts';
import { digestKind } from './orders/digest.ts';
import { newestKind } from './orders/newest.ts';
import { numericKind } from './orders/numeric.ts';
import { semverKind, semverLooseKind } from './orders/semver.ts';

/** Every order there is: a new one is one file and one row. */
export const orders: readonly OrderKind[] = [
  semverKind,
  semverLooseKind,
  numericKind,
  alphabeticalKind,
  newestKind,
  digestKind,
];

/** How each policy is written, in the order of the docs. */
export const policyForms: readonly string[] = orders.flatMap((kind) => kind.forms);
