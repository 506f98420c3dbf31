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
export { authenticateWebhook, type WebhookSecrets } from './webhook/authenticate-webhook.ts';
export { parseRegistryWebhook } from './webhook/parse-registry-webhook.ts';
export { registryWebhookKinds } from './webhook/receivers.ts';
export {
  type RegistryEvent,
  RegistryWebhookError,
  type RegistryWebhookKind,
  type WebhookRequest,
} from './webhook/registry-webhook.ts';
