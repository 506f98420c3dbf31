import type { Listing } from '@deployment-automator/tag-policy';

/** What is known of an image's tags: the last listing that told something, and how the last attempt went. */
export interface ListingRecord {
  readonly listing: Listing;
  /** When `listing` was read, ms since the epoch. */
  readonly readAt: number;
  /** Present when the last attempt failed or was cut short. */
  readonly problem?: ListingProblem;
  /** Set while tags are left whose times were not looked up yet: which of them is the newest is not known. */
  readonly unfinished?: true;
}

/** Why a listing is failed or partial. */
export interface ListingProblem {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** Finds what is known of an image by its canonical name. */
export type ListingLookup = (image: string) => ListingRecord | undefined;
