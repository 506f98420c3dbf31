import type { OrderKind } from './order.ts';
import { semverKind } from './orders/semver.ts';

/** Every order there is: a new one is one file and one row. */
export const orders: readonly OrderKind[] = [semverKind];

/** How each policy is written, in the order of the docs. */
export const policyForms: readonly string[] = orders.map((kind) => kind.form);
