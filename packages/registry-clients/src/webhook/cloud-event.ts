import { z } from 'zod';
import { optionalText } from './optional-text.ts';
import type { WebhookRequest } from './registry-webhook.ts';

/** One CloudEvent, however it travelled. */
export interface CloudEvent {
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly data?: unknown;
}

const structured = z.object({
  specversion: z.string(),
  type: z.string(),
  source: optionalText,
  subject: optionalText,
  data: z.unknown().optional(),
});

/**
 * Reads CloudEvents in every mode of the HTTP binding
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md): binary (the
 * attributes are headers, the body is the data), structured, and a batch.
 *
 * @throws ZodError for what is none
 */
export function readCloudEvents(body: unknown, headers: WebhookRequest['headers']): readonly CloudEvent[] {
  const type = headers['ce-type'];
  if (type !== undefined) {
    return [{ type, source: headers['ce-source'] ?? '', subject: headers['ce-subject'] ?? '', data: body }];
  }
  const events = Array.isArray(body) ? z.array(structured).parse(body) : [structured.parse(body)];
  return events.map((event) => ({ ...event, source: event.source ?? '', subject: event.subject ?? '' }));
}

/** Whether a body is a CloudEvent, where a sender can be told to send them or something else. */
export function isCloudEvent(body: unknown, headers: WebhookRequest['headers']): boolean {
  return headers['ce-type'] !== undefined || structured.safeParse(body).success;
}
