export { createListings, type ListingAttempt, type Listings, readListing } from './listings.ts';
export { prove } from './prove.ts';
export { readAll } from './read-all.ts';
export { retryDelay } from './retry-delay.ts';
