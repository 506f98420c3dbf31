import { z } from 'zod';
import { readCloudEvents } from '../cloud-event.ts';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';
import type { RegistryEvent } from '../registry-webhook.ts';

const actions: Readonly<Record<string, RegistryEvent['action'] | undefined>> = {
  'zotregistry.image.updated': 'push',
  'zotregistry.image.deleted': 'delete',
};

const image = z.object({ name: z.string(), reference: optionalText, digest: optionalText });

/**
 * zot's extension `events`: https://zotregistry.dev/latest/articles/events/. CloudEvents whose source is the same
 * for every zot, so they do not say which registry it was.
 */
export const zot: Receiver = {
  advice:
    'write basic: { username: zot, password: "${ZOT_HOOK_PASSWORD}" }, and the same credentials at the sink in zot',
  read: (body, headers) =>
    readCloudEvents(body, headers).flatMap(({ type, data }) => readZotEvent(type, data)),
};

/**
 * The event of one CloudEvent; none for a lint or a new repository.
 *
 * @throws ZodError for another shape
 */
export function readZotEvent(type: string, data: unknown): readonly Sighting[] {
  const action = Object.hasOwn(actions, type) ? actions[type] : undefined;
  if (action === undefined) return [];
  const { name, reference, digest } = image.parse(data);
  return [{ repository: name, reference, digest, action }];
}
