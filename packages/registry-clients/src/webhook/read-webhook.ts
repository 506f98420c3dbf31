import { ZodError } from 'zod';
import { toEvent } from './event-facts.ts';
import { receivers } from './receivers.ts';
import type { RegistryWebhookKind, WebhookRequest, WebhookResult } from './registry-webhook.ts';
import { parseBody, UnreadableWebhook } from './webhook-body.ts';

/**
 * What an authentic webhook says. Never throws for what a body holds, and nothing in it is ever fetched.
 *
 * @param registry what the operator says in place of the sender's own name, see `WebhookSettings.registry`
 */
export function readWebhook(
  kind: RegistryWebhookKind,
  request: WebhookRequest,
  registry: string | undefined,
): WebhookResult {
  try {
    const reading = receivers[kind].read(parseBody(request), request.headers);
    if (reading === 'ping') return { result: 'ping' };
    if ('ignore' in reading) return { result: 'ignore', reason: reading.ignore };
    const events = reading
      .map((sighting) => toEvent(sighting, registry))
      .filter((event) => event !== undefined);
    if (events.length > 0) return { result: 'event', events };
    return { result: 'ignore', reason: 'it says of no tag of an image that it was pushed or deleted' };
  } catch (error) {
    const message = `${kind} webhook: ${whatIsWrong(error)}; check that the URL's kind is that of the sender`;
    return { result: 'refuse', code: 'unreadable', message };
  }
}

/** @throws what is not the body's fault */
function whatIsWrong(error: unknown): string {
  if (error instanceof UnreadableWebhook) return error.message;
  if (!(error instanceof ZodError)) throw error;
  const places = error.issues.map(({ path }) => path.join('.') || 'the body');
  return `unexpected or missing: ${[...new Set(places)].join(', ')}`;
}
