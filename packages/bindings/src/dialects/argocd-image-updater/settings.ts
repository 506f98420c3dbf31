import type { BindingProblemCode } from '../../problem.ts';
import type { Spot } from '../../resource-body/spot.ts';

/** What governs one image of an Application, each setting where it was written, whichever way it was. */
export interface ImageSettings {
  /** What the settings of this image are named by. */
  readonly alias: string;
  /** The text of the image's identifier. */
  readonly identifier: string;
  readonly writtenAt: Spot;
  readonly updateStrategy?: Spot;
  readonly allowTags?: Spot;
  readonly ignoreTags?: Spot;
  readonly platforms?: Spot;
  readonly kustomizeName?: Spot;
  readonly helmName?: Spot;
  readonly helmTag?: Spot;
  readonly helmSpec?: Spot;
}

/** What governs one Application. */
export interface Settings {
  readonly images: readonly ImageSettings[];
  readonly method?: Spot;
  readonly target?: Spot;
  /** `base:target` asks for another branch, which somebody makes a pull request of. */
  readonly branch?: Spot;
  /** Asks for pull requests. */
  readonly pullRequest?: Spot;
  readonly faults: readonly Fault[];
}

/** A setting that cannot be obeyed. */
export interface Fault {
  readonly code: BindingProblemCode;
  readonly message: string;
  readonly at: Spot;
  /** The image that it stops; missing where it stops all of the Application, empty where it stops nothing. */
  readonly alias?: string;
}
