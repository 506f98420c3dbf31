export type { Proposer } from './branch-name.ts';
export { noteActivity } from './comments.ts';
export type { PullRequestDesk, PullRequestWishes, WriteEntry } from './desk.ts';
export { createPullRequests, type PullRequestResult, type PullRequests } from './look.ts';
export { type Marker, readMarker } from './marker.ts';
export { readSeenPulls, type SeenPull, type SeenPulls } from './seen-pulls.ts';
