import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from './binding.ts';
import type { DialectName } from './dialect-name.ts';

/** One way to write bindings. */
export interface Dialect {
  readonly name: DialectName;
  /** Kinds of resource whose body it needs from `readFile`. */
  readonly wantedKinds: readonly string[];
  /** What the files say in this dialect; total: bad input becomes a problem. */
  claims(facts: readonly FileFacts[]): BindingTable;
}
