import type { ForgeKind } from '../forge-client.ts';
import { forgeReceivers } from './forge-receivers.ts';
import { type ForgeEvent, ForgeWebhookError, type ForgeWebhookRequest } from './forge-webhook.ts';

/**
 * Reads what a webhook says. The result is empty for what is authentic but of no interest: pings, tags, issues, edited
 * comments, and JSON of any other shape. A push of several branches gives several events.
 *
 * @throws ForgeWebhookError for a body that is not JSON
 */
export function parseForgeWebhook(kind: ForgeKind, request: ForgeWebhookRequest): readonly ForgeEvent[] {
  return forgeReceivers[kind].events(request.headers, parseBody(kind, request));
}

function parseBody(kind: ForgeKind, { headers, body }: ForgeWebhookRequest): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // What GitHub and Gitea send unless JSON is chosen: the same JSON in a form's field.
    const form = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
    return JSON.parse(form ? (new URLSearchParams(text).get('payload') ?? '') : text);
  } catch {
    // No cause: the parser's message quotes the body.
    throw new ForgeWebhookError(kind);
  }
}
