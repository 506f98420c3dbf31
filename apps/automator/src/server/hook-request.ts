import type { FastifyRequest } from 'fastify';
import type { WebhookConfig } from '../config/index.ts';

/** What a sender of webhooks has to show, revealed at the moment of use. */
export interface RevealedSecrets {
  readonly tokens: readonly string[];
  readonly secrets: readonly string[];
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export function revealSecrets({ tokens, secrets, headers }: WebhookConfig): RevealedSecrets {
  return {
    tokens: tokens.map((token) => token.reveal()),
    secrets: secrets.map((secret) => secret.reveal()),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.reveal()]),
    ),
  };
}

/** By lower-case name; a header that came several times is joined, as RFC 9110 lets it be. */
export function headersOf({ headers }: Pick<FastifyRequest, 'headers'>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
