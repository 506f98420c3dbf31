export { type ConfigRepo, type ConfigRepoOptions, openConfigRepo, type Written } from './config-repo.ts';
export type { HistoryQuestion } from './field-histories.ts';
export type { GitCredentials, GitRemote } from './git-environment.ts';
export type { Committer, FileChange, NewCommit, Signature, Signing } from './new-commit.ts';
export {
  type BranchComparison,
  type BranchFile,
  type OurBranches,
  ourPrefix,
} from './our-branches.ts';
export type { OurCommit, OurCommits } from './our-commits.ts';
export { openShallow, type ShallowCopy } from './shallow-copy.ts';
export { trySigning } from './sign-text.ts';
export type { IndexedFile, Snapshot } from './snapshot.ts';
