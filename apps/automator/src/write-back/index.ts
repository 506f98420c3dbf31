export { type Batcher, createBatcher } from './batch/index.ts';
export { buildCommits } from './build-commits.ts';
export { describeUpdates } from './describe-updates.ts';
export { type PlanBranchOptions, planBranch } from './plan-branch.ts';
export { runnerUpOf } from './pull-request-body/index.ts';
export {
  createPullRequests,
  noteActivity,
  type PullRequestResult,
  type PullRequests,
  readSeenPulls,
  type SeenPull,
  type SeenPulls,
  type WriteEntry,
} from './pull-requests/index.ts';
export { readOrigins } from './read-origins.ts';
export { tooManyUpdates } from './too-many-updates.ts';
export { createImageChanges, forgeHosts } from './what-it-brings/index.ts';
export {
  type WriteBranchOptions,
  type WriteResult,
  type WrittenCommit,
  writeBranch,
} from './write-branch.ts';
export { type RulesFileChange, writeRulesFile } from './write-rules-file.ts';
