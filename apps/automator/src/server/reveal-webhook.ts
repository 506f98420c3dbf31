import type { WebhookSecrets, WebhookSettings } from '@deployment-automator/registry-clients';
import type { ForgeWebhookConfig, Secret, WebhookConfig } from '../config/index.ts';

/** What a sender of webhooks has to show, revealed at the moment of use: files behind it are read again. */
export function revealSecrets({
  tokens,
  secrets,
  headers,
  basic,
}: ForgeWebhookConfig): Required<Omit<WebhookSecrets, 'google'>> {
  return {
    tokens: revealed(tokens),
    secrets: revealed(secrets),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, values]) => [name.toLowerCase(), revealed(values)]),
    ),
    basic: basic.map(({ username, password }) => ({
      username: username.reveal(),
      password: password.reveal(),
    })),
  };
}

/** The same for a kind of registry webhook, with what is its alone. */
export function revealWebhook(config: WebhookConfig): WebhookSettings {
  const { audience: audiences, email: emails } = config;
  return {
    ...revealSecrets(config),
    ...(audiences !== undefined && emails !== undefined && { google: { audiences, emails } }),
    registry: config.registry,
  };
}

function revealed(secrets: readonly Secret[]): string[] {
  return secrets.map((secret) => secret.reveal());
}
