import type { RowList } from './row-list.ts';

/** The list as it was left, so that who comes back finds it as it was. */
export interface KeptList {
  /** The view, as it stands in the address. */
  readonly key: string;
  readonly list: RowList;
  /** How far it was scrolled, in pixels. */
  readonly scroll: number;
  /** The row that was open. */
  readonly active: number;
}
