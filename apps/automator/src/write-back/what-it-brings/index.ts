export { forgeHosts } from './forge-hosts.ts';
export { gatherChanges, type MovingImage } from './gather-changes.ts';
export type { ImageChange } from './image-change.ts';
export { createImageChanges, type ImageChanges, type ImageChangesOptions } from './image-changes.ts';
export type { SourceForge } from './source-repository.ts';
