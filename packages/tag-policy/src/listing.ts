/** A tag that the registry offers, with what is known about it. */
export interface Candidate {
  readonly tag: string;
  readonly digest?: string;
  /** When the tag was last pushed, in milliseconds since the epoch, by the registry's clock. */
  readonly pushedAt?: number;
  /** When the image was built, in milliseconds since the epoch, by its own word. */
  readonly builtAt?: number;
  /** When the tag was first seen by us, in milliseconds since the epoch: what a minimum age counts from where no push time is known. */
  readonly firstSeenAt?: number;
}

/**
 * What a registry said when it was asked for an image's tags. `partial`: the tags given are there, but more may be.
 * `failed`: nothing new is known, and candidates, where there are any, come from an earlier time.
 */
export interface Listing {
  readonly candidates: readonly Candidate[];
  readonly state: 'complete' | 'partial' | 'failed';
}

/** What an image field holds now. */
export interface Current {
  readonly tag?: string;
  readonly digest?: string;
}
