import type { WebhookSettings } from '@deployment-automator/registry-clients';
import type { Secret, WebhookConfig } from '../config/index.ts';

/** The secrets of one kind of webhook at this moment: files behind them are read again. */
export function revealWebhook(config: WebhookConfig): WebhookSettings {
  const { audience: audiences, email: emails } = config;
  return {
    tokens: revealed(config.tokens),
    secrets: revealed(config.secrets),
    headers: Object.fromEntries(
      Object.entries(config.headers).map(([name, values]) => [name.toLowerCase(), revealed(values)]),
    ),
    basic: config.basic.map(({ username, password }) => ({
      username: username.reveal(),
      password: password.reveal(),
    })),
    ...(audiences !== undefined && emails !== undefined && { google: { audiences, emails } }),
    registry: config.registry,
  };
}

function revealed(secrets: readonly Secret[]): string[] {
  return secrets.map((secret) => secret.reveal());
}
