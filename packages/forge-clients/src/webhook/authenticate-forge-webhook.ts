import type { ForgeKind } from '../forge-client.ts';
import { forgeReceivers } from './forge-receivers.ts';
import type { ForgeWebhookRequest } from './forge-webhook.ts';
import { basicPair, isSame } from './same-secret.ts';

/**
 * What a sender has to show. Each list may hold several, so that a secret can be replaced without a gap. Empty
 * texts never match.
 */
export interface ForgeWebhookSecrets {
  /** The token in the URL is one of these. */
  readonly tokens?: readonly string[];
  /** The webhook's secret as the forge shows it: a signature, GitLab's token, Azure DevOps' password. */
  readonly secrets?: readonly string[];
  /** Every one of these headers has exactly one of its values. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** HTTP basic authentication is one of these. */
  readonly basic?: readonly { readonly username: string; readonly password: string }[];
}

/**
 * Whether a webhook comes from who it should. Everything that is configured must hold, and where nothing is
 * configured nobody is let in. Takes as long for a near miss as for any other.
 */
export function authenticateForgeWebhook(
  kind: ForgeKind,
  secrets: ForgeWebhookSecrets,
  request: ForgeWebhookRequest,
): boolean {
  const { tokens = [], headers = {}, basic = [] } = secrets;
  const words = secrets.secrets ?? [];
  const checks: boolean[] = [];
  if (tokens.length > 0) checks.push(any(tokens.map((token) => isSame(token, request.token))));
  if (words.length > 0) {
    checks.push(any(words.map((word) => word !== '' && forgeReceivers[kind].provenWith(word, request))));
  }
  for (const [name, values] of Object.entries(headers)) {
    checks.push(any(values.map((value) => isSame(value, request.headers[name.toLowerCase()]))));
  }
  if (basic.length > 0) {
    const shown = basicPair(request.headers['authorization']);
    checks.push(any(basic.map(({ username, password }) => isSame(`${username}:${password}`, shown))));
  }
  return checks.length > 0 && checks.every((held) => held);
}

/** All were computed before: which one held does not show in the time it took. */
function any(results: readonly boolean[]): boolean {
  return results.includes(true);
}
