export type { Overview } from './build-overview.ts';
export { type CandidatesQuery, selectCandidates } from './candidates.ts';
export { type ConfigRepoView, configRepoRow } from './config-repo-row.ts';
export { type ImageKnowledge, imageDetail } from './image-detail.ts';
export type { ImageEntry } from './image-rows.ts';
export { type KeptOverview, keepOverview, type OverviewSources } from './keep-overview.ts';
export { rememberStates, type StateMemory } from './remember-states.ts';
export { type ImagesQuery, selectImages } from './select-images.ts';
export type { KnownListings, RepoView } from './standing.ts';
