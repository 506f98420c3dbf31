import { isEqual } from './constant-time.ts';
import { type FindKey, isGoogleToken } from './is-google-token.ts';
import { receivers } from './receivers.ts';
import type { RegistryWebhookKind, WebhookRequest, WebhookSecrets } from './registry-webhook.ts';

/** What the check needs beside the delivery. */
export interface AuthenticateOptions {
  readonly findKey: FindKey;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Whether a webhook comes from who it should. Everything that is configured must hold, and where nothing is
 * configured nobody is let in; so neither is one who has to sign where that kind of sender cannot. Takes as long
 * for a near miss as for any other.
 *
 * @throws where Google's token is asked for and the keys to check it cannot be had
 */
export async function authenticateWebhook(
  kind: RegistryWebhookKind,
  secrets: WebhookSecrets,
  request: WebhookRequest,
  { findKey, now }: AuthenticateOptions,
): Promise<boolean> {
  const { tokens = [], headers = {}, basic = [], google } = secrets;
  const { authorization } = request.headers;
  const checks: boolean[] = [];
  if (tokens.length > 0) checks.push(any(tokens.map((token) => isEqual(token, request.token))));
  if (secrets.secrets !== undefined && secrets.secrets.length > 0) {
    checks.push(isSigned(kind, secrets.secrets, request));
  }
  for (const [name, values] of Object.entries(headers)) {
    checks.push(any(values.map((value) => isEqual(value, request.headers[name.toLowerCase()]))));
  }
  if (basic.length > 0) {
    const shown = basicPayload(authorization);
    checks.push(any(basic.map(({ username, password }) => isEqual(`${username}:${password}`, shown))));
  }
  if (google !== undefined) {
    checks.push(await isGoogleToken(authorization, google, findKey, now()));
  }
  return checks.length > 0 && checks.every((held) => held);
}

/** Whether anything at all is configured that a sender could show. */
export function asksForSecrets({
  tokens = [],
  secrets = [],
  headers = {},
  basic = [],
  google,
}: WebhookSecrets): boolean {
  return (
    tokens.length + secrets.length + Object.keys(headers).length + basic.length > 0 || google !== undefined
  );
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

/** All were computed before: which one held does not show in the time it took. */
function any(results: readonly boolean[]): boolean {
  return results.includes(true);
}
