export type { HostLimits } from './budget/host-budget.ts';
export type { Sleep } from './budget/sleep.ts';
export { createRegistryClient } from './create-registry-client.ts';
export { type AwsKeychainOptions, awsKeychain } from './credentials/aws/aws-keychain.ts';
export type { AwsKeys } from './credentials/aws/aws-keys.ts';
export { type AzureKeychainOptions, azureKeychain } from './credentials/azure/azure-keychain.ts';
export type { AzureApplication } from './credentials/azure/entra-token.ts';
export type {
  BearerToken,
  Credential,
  CredentialWish,
  EcrCredentials,
  IdentityToken,
  Keychain,
} from './credentials/credential.ts';
export { type CommandKeychainOptions, commandKeychain } from './credentials/credential-command.ts';
export { type DockerKeychainOptions, dockerKeychain } from './credentials/docker-keychain.ts';
export { type GoogleKeychainOptions, googleKeychain } from './credentials/google/google-keychain.ts';
export { always, byImage, firstOf, type KeychainEntry } from './credentials/keychain.ts';
export { type AliasedRegistry, createImageAliases, type ImageAliases } from './image-aliases.ts';
export type { RegistryKind } from './registries/registry-adapter.ts';
export { registryKinds } from './registries.ts';
export type {
  ImageDescription,
  ListedTag,
  ListOptions,
  ReadOptions,
  Referrer,
  ReferrerOptions,
  RegistryClient,
  TagListing,
  TagTime,
} from './registry-client.ts';
export { RegistryError, type RegistryErrorCode } from './registry-error.ts';
export type {
  ClientCertificate,
  CredentialSource,
  PauseReport,
  ProxyOptions,
  RateLimit,
  RegistryClientOptions,
  RegistryCredentials,
  RegistryOptions,
  RegistryTimeouts,
  RequestKind,
  RequestReport,
} from './registry-options.ts';
export {
  createWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
  webhookAdvice,
  webhookFault,
} from './webhook/create-webhook-receiver.ts';
export {
  type RegistryEvent,
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookRequest,
  type WebhookResult,
  type WebhookSecrets,
  type WebhookSettings,
} from './webhook/registry-webhook.ts';
