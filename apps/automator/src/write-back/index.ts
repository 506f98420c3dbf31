export { buildCommits } from './build-commits.ts';
export { tooManyUpdates } from './too-many-updates.ts';
export { type WriteBranchOptions, type WriteResult, writeBranch } from './write-branch.ts';
