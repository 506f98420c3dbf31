export { parseDuration } from './duration.ts';
export { readSecretFile } from './expand-references.ts';
export { ConfigError, loadConfig } from './load-config.ts';
export type { CredentialsConfig } from './registry-schema.ts';
export type { Config, ConfigRepoConfig } from './schema.ts';
export { Secret } from './secret.ts';
export { type UnsetVariable, unsetVariables } from './unset-variables.ts';
export type { ForgeWebhookConfig, WebhookConfig } from './webhook-schema.ts';
