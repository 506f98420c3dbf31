import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { BindingOptions, BindingTable } from './binding.ts';
import type { DialectName } from './dialect-name.ts';

/** What one dialect makes of the files. */
export interface DialectTable extends BindingTable {
  /** Options for fields that this dialect does not bind, by field id: whoever binds one takes them. */
  readonly wishes?: ReadonlyMap<string, BindingOptions>;
}

/** One way to write bindings. */
export interface Dialect {
  readonly name: DialectName;
  /** Kinds of resource whose body it needs from `readFile`. */
  readonly wantedKinds: readonly string[];
  /** What the files say in this dialect; total: bad input becomes a problem. */
  claims(facts: readonly FileFacts[]): DialectTable;
}
