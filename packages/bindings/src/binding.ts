import type { ImageField, Place } from '@deployment-automator/manifest-patcher';
import type { TagPolicy } from '@deployment-automator/tag-policy';
import type { DialectName } from './dialect-name.ts';
import type { BindingProblem } from './problem.ts';

/** How far an update of a field may go, from least to most: decide and show, propose, write. */
export type WriteBack = 'observe' | 'pull-request' | 'commit';

/** What stops an update by a person's will. */
export interface Hold {
  readonly reason?: string;
  /** When it ends, in milliseconds since the epoch; without it, it lasts until it is taken away. */
  readonly until?: number;
  /** Who holds it. */
  readonly by?: string;
}

/** Stops every update of the config repo. */
export interface Freeze {
  readonly reason?: string;
  /** When it ends, in milliseconds since the epoch; without it, it lasts until it is taken away. */
  readonly until?: number;
}

/** What the owner asked for beside the policy. An option that was not written is absent. */
export interface BindingOptions {
  /** Only tightens what the operator's configuration allows. */
  readonly writeBack?: WriteBack;
  /** Updates of one group travel together. */
  readonly group?: string;
  /** Lets a decision move to a lower version (law 5). */
  readonly allowDown?: boolean;
  /** Present while a person holds the field. */
  readonly hold?: Hold;
  /** How long a tag must have been there before it is chosen, in milliseconds. */
  readonly minAge?: number;
  /** What a revert stops: the field until it is released, or only the version that was reverted. */
  readonly onRevert?: 'hold' | 'skip-version';
  /** The platforms that an image must be built for, as `os/arch[/variant]`, where the dialect names them. */
  readonly platforms?: readonly string[];
}

/** One thing that a person wrote for a dialect: what `import` puts ours in place of. */
export interface Source {
  readonly kind: 'annotation' | 'label' | 'comment' | 'resource' | 'rule';
  /** The id of the entry, of the field that a comment stands on, or of the resource. */
  readonly id: string;
  readonly place: Place;
  /** As it is written: `fluxcd.io/automated: "true"`. */
  readonly text: string;
}

/** An image field together with the tag policy and options that govern it, and where that was written. */
export interface Binding {
  /** With the `image` that the dialect knows, where the field itself does not say it. */
  readonly field: ImageField;
  /** With its filters. Every dialect's rule is said in our policies, so that it can be explained and imported. */
  readonly policy: TagPolicy;
  readonly options: BindingOptions;
  readonly dialect: DialectName;
  /** Where the policy is written. */
  readonly writtenAt: Place;
  /** Everything that this binding was read from. */
  readonly sources: readonly Source[];
}

/** Everything that the files of one tree say about who governs what. */
export interface BindingTable {
  readonly bindings: readonly Binding[];
  /** Faults in what was written; a field named in one is not bound. */
  readonly problems: readonly BindingProblem[];
  /** What is written in the tree and stops every update of it; missing where there is none. */
  readonly freezes?: readonly Freeze[];
}
