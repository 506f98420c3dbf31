export { type ChangeSets, type ChangeSetsQuery, createChangeSets } from './change-sets.ts';
export { commitLink } from './commit-link.ts';
export { notePushes } from './note-pushes.ts';
export type { ChangeSetSource } from './read-change-sets.ts';
export { type Cause, type CauseMemory, rememberCauses } from './remember-causes.ts';
