export { createForgeClient } from './create-forge-client.ts';
export type {
  Comment,
  ForgeAbilities,
  ForgeClient,
  ForgeKind,
  ForgeOptions,
  ForgeRateLimit,
  ForgeRequestReport,
  NewPullRequest,
  Person,
  PullRequest,
  PullRequestChange,
  PullRequestStatus,
  Release,
  SourceChange,
  SourceCommit,
} from './forge-client.ts';
export { ForgeError, type ForgeErrorCode, forgeErrorCodes } from './forge-error.ts';
export { type GithubAppOptions, githubAppToken } from './github/app-token.ts';
export { publicApis } from './public-api.ts';
export {
  authenticateForgeWebhook,
  type ForgeWebhookSecrets,
} from './webhook/authenticate-forge-webhook.ts';
export {
  type CommentEvent,
  type ForgeEvent,
  ForgeWebhookError,
  type ForgeWebhookRequest,
  type PullRequestEvent,
  type PushEvent,
} from './webhook/forge-webhook.ts';
export { parseForgeWebhook } from './webhook/parse-forge-webhook.ts';
