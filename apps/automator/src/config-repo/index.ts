export { type ConfigRepo, type ConfigRepoOptions, openConfigRepo } from './config-repo.ts';
export type { Committer, FileChange, NewCommit } from './fast-import.ts';
export { type FileFilter, fileFilter } from './file-index.ts';
export type { GitRemote } from './git-environment.ts';
export type { IndexedFile, Snapshot } from './snapshot.ts';
