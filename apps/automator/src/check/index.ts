export { createImageDetails, type ImageDetails } from './image-details.ts';
export { createListings, type Listings } from './listings.ts';
export { prove } from './prove.ts';
export { readAll } from './read-all.ts';
export { type ListingAttempt, readListing } from './read-listing.ts';
export { retryDelay } from './retry-delay.ts';
export { isAnswered } from './wanted.ts';
