export { buildCommits } from './build-commits.ts';
export { type WriteBranchOptions, type WriteResult, writeBranch } from './write-branch.ts';
