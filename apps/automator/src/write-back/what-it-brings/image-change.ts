import type { Release, SourceChange } from '@deployment-automator/forge-clients';

/** What moving from one image to another brings, as far as the images and the forge say. */
export interface ImageChange {
  /** When the new image was built, by its own account; milliseconds since the epoch. */
  readonly builtAt?: number;
  /** Where the new image was built from, by its own account. Text of its builder: may say anything. */
  readonly source?: string;
  /** The commit that the new image was built from, by its own account. */
  readonly revision?: string;
  /** The commits between the two images. */
  readonly change?: SourceChange;
  /** The release that goes with the new image's tag. */
  readonly release?: Release;
  /** Why less is known than could be: one sentence, without a full stop. */
  readonly missing?: string;
}
