export type { CommitAuthor, MergeMethod } from './forge/bare-repository.ts';
export type { ForgeFaultName } from './forge/dialect.ts';
export type { BranchRules } from './forge/forge-state.ts';
export type { CommentRecord, PullRecord, ReviewRecord, SandboxAccount } from './forge/pull-record.ts';
export type {
  ForgeFault,
  ForgeRequestEntry,
  PersonActs,
  SandboxForge,
  SandboxForgeKind,
  SandboxForgeOptions,
  SandboxRelease,
  SandboxSource,
} from './forge/sandbox-forge.ts';
export { startSandboxForge } from './forge/start-sandbox-forge.ts';
export type { GitCredentials } from './git/basic-auth.ts';
export { createBareRepository, type RepositoryOptions } from './git/create-repository.ts';
export { SandboxGitError, type SandboxGitErrorCode } from './git/git-error.ts';
export {
  type SandboxGitServer,
  type SandboxGitServerOptions,
  type SandboxRepository,
  startSandboxGitServer,
} from './git/git-server.ts';
export type { GitService, SmartHttpRequest } from './git/smart-http-request.ts';
export type { RegistryFake, RegistryFakeOptions } from './registries/registry-fake.ts';
export { type RegistryFakeKind, registryFakes } from './registries/registry-fakes.ts';
export type { ApiRequest } from './registry/api.ts';
export type { ImageFacts } from './registry/build-image.ts';
export type { Extension, RegistryContents } from './registry/extension.ts';
export type { AuthMode, RegistryCredentials } from './registry/guard.ts';
export type { StoredTag } from './registry/image-store.ts';
export type { NotificationEndpoint } from './registry/notifier.ts';
export type { ReferrersStyle } from './registry/referrers.ts';
export { errorReply, jsonReply, type Reply } from './registry/reply.ts';
export type {
  Fault,
  IncomingRequest,
  SandboxRegistry,
  SandboxRegistryOptions,
  SandboxRequest,
} from './registry/sandbox-registry.ts';
export { startSandboxRegistry } from './registry/start-sandbox-registry.ts';
export type { TagListStyle } from './registry/tag-list-style.ts';
