import { asksForSecrets, authenticateWebhook } from './authenticate-webhook.ts';
import { readWebhook } from './read-webhook.ts';
import { receivers } from './receivers.ts';
import type {
  RegistryWebhookKind,
  WebhookRequest,
  WebhookResult,
  WebhookSettings,
} from './registry-webhook.ts';
import { createSigningKeys } from './signing-keys.ts';

/** Takes deliveries in: authenticates them first, and only then reads them. */
export interface WebhookReceiver {
  receive(
    kind: RegistryWebhookKind,
    settings: WebhookSettings,
    request: WebhookRequest,
  ): Promise<WebhookResult>;
}

export interface WebhookReceiverOptions {
  /** Where the keys of Google's tokens are published. Default: `https://www.googleapis.com/oauth2/v3/certs`. */
  readonly googleKeysUrl?: string | undefined;
  /** Told when those keys cannot be had; deliveries that need them are refused meanwhile, and come again. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds since 1970. Default: the system clock. */
  readonly now?: () => number;
}

export function createWebhookReceiver(options: WebhookReceiverOptions = {}): WebhookReceiver {
  const { now = Date.now, onError = () => undefined } = options;
  const findKey = createSigningKeys({ url: options.googleKeysUrl, now });

  const isAuthentic = async (...delivery: Parameters<WebhookReceiver['receive']>): Promise<boolean> => {
    try {
      return await authenticateWebhook(...delivery, { findKey, now });
    } catch (error) {
      onError(error);
      return false;
    }
  };
  return {
    receive: async (kind, settings, request) =>
      (await isAuthentic(kind, settings, request))
        ? readWebhook(kind, request, settings.registry)
        : { result: 'refuse', code: 'not-authentic', message: whyNot(kind, settings) },
  };
}

/** How a kind is configured: what to write under `webhooks.registry.<kind>`, and what to do at the sender. */
export function webhookAdvice(kind: RegistryWebhookKind): string {
  return `under webhooks.registry.${kind} ${receivers[kind].advice}`;
}

/** Why nobody at all can be let in as things are configured, and what to do; undefined where somebody can. */
export function webhookFault(kind: RegistryWebhookKind, settings: WebhookSettings): string | undefined {
  if (!asksForSecrets(settings)) {
    return `webhooks.registry.${kind} has no secret, so nobody is let in; ${webhookAdvice(kind)}`;
  }
  if ((settings.secrets ?? []).length > 0 && receivers[kind].signedWith === undefined) {
    return `webhooks.registry.${kind} has secrets:, but such a sender cannot sign; in their place, ${webhookAdvice(kind)}`;
  }
  return undefined;
}

/** Says what to do, and not which of several secrets was the wrong one. */
function whyNot(kind: RegistryWebhookKind, settings: WebhookSettings): string {
  return (
    webhookFault(kind, settings) ??
    `the delivery carries no secret, or a wrong one; compare it with webhooks.registry.${kind}`
  );
}
