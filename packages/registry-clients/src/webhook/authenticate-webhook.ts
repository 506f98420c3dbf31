import { createHash, timingSafeEqual } from 'node:crypto';
import { receivers } from './receivers.ts';
import type { RegistryWebhookKind, WebhookRequest } from './registry-webhook.ts';

/**
 * What a sender has to show. Each list may hold several, so that a secret can be replaced without a gap. Empty
 * texts never match.
 */
export interface WebhookSecrets {
  /** The token in the URL is one of these. */
  readonly tokens?: readonly string[];
  /** The body is signed (HMAC) with one of these. */
  readonly secrets?: readonly string[];
  /** Every one of these headers has exactly this value. */
  readonly headers?: Readonly<Record<string, string>>;
  /** HTTP basic authentication is one of these. */
  readonly basic?: readonly { readonly username: string; readonly password: string }[];
}

/**
 * Whether a webhook comes from who it should. Everything that is configured must hold, and where nothing is
 * configured nobody is let in; so neither is one who has to sign where that kind of sender cannot. Takes as long
 * for a near miss as for any other.
 */
export function authenticateWebhook(
  kind: RegistryWebhookKind,
  secrets: WebhookSecrets,
  request: WebhookRequest,
): boolean {
  const { tokens = [], headers = {}, basic = [] } = secrets;
  const checks: boolean[] = [];
  if (tokens.length > 0) checks.push(any(tokens.map((token) => isEqual(token, request.token))));
  if (secrets.secrets !== undefined && secrets.secrets.length > 0) {
    checks.push(isSigned(kind, secrets.secrets, request));
  }
  for (const [name, value] of Object.entries(headers)) {
    checks.push(isEqual(value, request.headers[name.toLowerCase()]));
  }
  if (basic.length > 0) {
    const shown = basicPayload(request.headers['authorization']);
    checks.push(any(basic.map(({ username, password }) => isEqual(`${username}:${password}`, shown))));
  }
  return checks.length > 0 && checks.every((held) => held);
}

function isSigned(kind: RegistryWebhookKind, secrets: readonly string[], request: WebhookRequest): boolean {
  const { signedWith } = receivers[kind];
  return (
    signedWith !== undefined && any(secrets.map((secret) => secret !== '' && signedWith(secret, request)))
  );
}

function basicPayload(header: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

/** Hashing first makes the lengths equal, as the comparison needs them, without telling which were not. */
function isEqual(wanted: string, shown: string | undefined): boolean {
  const same = timingSafeEqual(hash(wanted), hash(shown ?? ''));
  return same && wanted !== '' && shown !== undefined;
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** All were computed before: which one held does not show in the time it took. */
function any(results: readonly boolean[]): boolean {
  return results.includes(true);
}
