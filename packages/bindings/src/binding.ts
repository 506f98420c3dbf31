import type { ImageField, Place } from '@deployment-automator/manifest-patcher';
import type { TagPolicy } from '@deployment-automator/tag-policy';
import type { DialectName } from './dialect-name.ts';
import type { BindingProblem } from './problem.ts';

/** How far an update of a field may go, from least to most: decide and show, propose, write. */
export type WriteBack = 'observe' | 'pull-request' | 'commit';

/** What the owner asked for beside the policy. An option that was not written is absent. */
export interface BindingOptions {
  /** Only tightens what the operator's configuration allows. */
  readonly writeBack?: WriteBack;
  /** Updates of one group travel together. */
  readonly group?: string;
  /** Lets a decision move to a lower version (law 5). */
  readonly allowDown?: boolean;
  /** Present while a person holds the field. */
  readonly hold?: { readonly reason?: string };
}

/** An image field together with the tag policy and options that govern it, and where that was written. */
export interface Binding {
  readonly field: ImageField;
  readonly policy: TagPolicy;
  readonly options: BindingOptions;
  readonly dialect: DialectName;
  readonly writtenAt: Place;
}

/** Everything that the files of one tree say about who governs what. */
export interface BindingTable {
  readonly bindings: readonly Binding[];
  /** Faults in what was written; a field named in one is not bound. */
  readonly problems: readonly BindingProblem[];
}
