import { ZodError } from 'zod';
import { receivers } from './receivers.ts';
import {
  type RegistryEvent,
  RegistryWebhookError,
  type RegistryWebhookKind,
  type WebhookRequest,
} from './registry-webhook.ts';

/**
 * Reads what a webhook says. The result is empty for what is authentic but irrelevant: pulls, pings, pushes
 * without a tag, signatures, names that no image can have. Nothing in it is ever fetched.
 *
 * @throws RegistryWebhookError for a body that is not JSON or not this kind's.
 */
export function parseRegistryWebhook(
  kind: RegistryWebhookKind,
  request: WebhookRequest,
): readonly RegistryEvent[] {
  const body = parseBody(kind, request.body);
  try {
    return receivers[kind].events(body);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const places = error.issues.map(({ path }) => path.join('.') || 'the body');
    throw new RegistryWebhookError(kind, `unexpected or missing: ${[...new Set(places)].join(', ')}`);
  }
}

function parseBody(kind: RegistryWebhookKind, body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // No cause: the parser's message quotes the body.
    throw new RegistryWebhookError(kind, 'the body is not JSON');
  }
}
