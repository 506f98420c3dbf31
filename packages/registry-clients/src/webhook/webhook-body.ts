import type { WebhookRequest } from './registry-webhook.ts';

/** A body that is not what this kind of sender sends. The message never quotes the body. */
export class UnreadableWebhook extends Error {
  override readonly name = 'UnreadableWebhook';
  readonly code = 'unreadable';
}

/**
 * The JSON text of a body: the body itself, or the field `payload` of a form, as GitHub and Gitea send it where
 * that is chosen at the webhook. (curl calls everything a form, so a form without that field is taken as JSON.)
 *
 * @throws UnreadableWebhook for bytes that are no UTF-8.
 */
function jsonText({ headers, body }: WebhookRequest): string {
  const text = decode(body);
  return isForm(headers) ? (new URLSearchParams(text).get('payload') ?? text) : text;
}

export function isForm(headers: WebhookRequest['headers']): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
}

/** @throws UnreadableWebhook for what is not JSON in UTF-8. */
export function parseBody(request: WebhookRequest): unknown {
  const text = jsonText(request);
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the body.
    throw new UnreadableWebhook('the body is not JSON');
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new UnreadableWebhook('the body is not JSON in UTF-8');
  }
}
