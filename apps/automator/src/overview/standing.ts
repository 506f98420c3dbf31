import type { State } from '@deployment-automator/api-schema';
import type { Binding, BindingProblem, WriteBack } from '@deployment-automator/bindings';
import type { Place } from '@deployment-automator/manifest-patcher';
import type { ListingAttempt } from '../check/index.ts';
import type { Snapshot } from '../config-repo/index.ts';
import type { Plan, ReportedError } from '../reconcile/index.ts';
import type { SeenPull, SeenPulls } from '../write-back/index.ts';

/** One config repo, as everything that is shown of it is derived from. */
export interface RepoView {
  readonly name: string;
  readonly branch: string;
  readonly writeBack: WriteBack;
  /** Whether it has a forge, where pull requests can be opened. */
  readonly hasForge: boolean;
  readonly snapshot: Snapshot;
  /** Of that snapshot. */
  readonly plan: Plan;
  /** What the last look at its pull requests saw. */
  readonly pulls: SeenPulls;
  /** Why its last look failed, where it did. */
  readonly fault: ReportedError | undefined;
}

/** What is known of the registries' tags. Any name of an image will do. */
export interface KnownListings {
  /** The one name under which an image is listed. */
  nameOf(image: string): string;
  get(image: string): ListingAttempt | undefined;
}

/** Where one image field stands, and why. */
export interface Standing {
  readonly configRepo: string;
  readonly branch: string;
  /** The field's id. */
  readonly id: string;
  /** The name under which it is listed: `registry/repository`. */
  readonly image: string;
  readonly place: Place;
  /** The version that stands there. */
  readonly current: string | null;
  /** The version that it should move to. */
  readonly chosen: string | null;
  readonly state: State;
  /** One word that says why it is held, or bound by nothing. */
  readonly code: string | null;
  readonly reason: string;
  /** Since when, where it can be derived; ms since the epoch. */
  readonly since: number | undefined;
  readonly delivery: WriteBack;
  readonly pull: SeenPull | undefined;
  /** What governs it, or what is wrong with that. */
  readonly by: { readonly binding: Binding } | { readonly problem: BindingProblem };
}
