export { type Service, type ServiceOptions, startService } from './create-service.ts';
export { type ExplainedCandidate, explainCandidates } from './explain.ts';
export { explainInFolder, explainInRepos } from './explain-image.ts';
export { forgeOf } from './forge-of.ts';
export { gitCredentials } from './git-credentials.ts';
export { type Frozen, freezeRepos, holdField, releaseField, type WordOptions } from './persons-word.ts';
export { openRegistries } from './registries.ts';
export { type RunResult, runOnce } from './run-once.ts';
