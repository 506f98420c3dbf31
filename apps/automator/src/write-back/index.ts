export { buildCommits } from './build-commits.ts';
export { type PlanBranchOptions, planBranch } from './plan-branch.ts';
export { tooManyUpdates } from './too-many-updates.ts';
export { type WriteBranchOptions, type WriteResult, writeBranch } from './write-branch.ts';
export { type RulesFileChange, writeRulesFile } from './write-rules-file.ts';
