export { type Service, type ServiceOptions, startService } from './create-service.ts';
export { type ExplainedCandidate, explainCandidates } from './explain.ts';
export { explainInFolder, explainInRepos } from './explain-image.ts';
export { planFolder } from './plan-folder.ts';
export { type RunResult, runOnce } from './run-once.ts';
