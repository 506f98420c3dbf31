export { tellCheck } from './tell-check.ts';
export { tellFailure } from './tell-failure.ts';
export { tellHeld } from './tell-held.ts';
export { tellSnapshot } from './tell-snapshot.ts';
export { tellWebhook } from './tell-webhook.ts';
export { tellCommit, tellPullRequest } from './tell-write.ts';
export { type Telling, tell } from './telling.ts';
