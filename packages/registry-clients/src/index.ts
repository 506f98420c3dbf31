export { createRegistryClient } from './create-registry-client.ts';
export type {
  CredentialSource,
  ImageDescription,
  ListedTag,
  ListOptions,
  ReadOptions,
  RegistryClient,
  RegistryClientOptions,
  RegistryCredentials,
  RegistryOptions,
  RegistryTimeouts,
  RequestKind,
  RequestReport,
  TagListing,
  TagTime,
} from './registry-client.ts';
export { RegistryError, type RegistryErrorCode } from './registry-error.ts';
export {
  createWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
  webhookAdvice,
  webhookFault,
} from './webhook/create-webhook-receiver.ts';
export { type AliasedRegistry, createImageAliases, type ImageAliases } from './webhook/image-aliases.ts';
export {
  type RegistryEvent,
  type RegistryWebhookKind,
  registryWebhookKinds,
  type WebhookRequest,
  type WebhookResult,
  type WebhookSecrets,
  type WebhookSettings,
} from './webhook/registry-webhook.ts';
