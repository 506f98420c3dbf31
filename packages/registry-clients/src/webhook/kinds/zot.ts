import { z } from 'zod';
import { readCloudEvents } from '../cloud-event.ts';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';

const image = z.object({ name: z.string(), reference: optionalText, digest: optionalText });

/**
 * zot's extension `events`: https://zotregistry.dev/v2.1.21/articles/events/. CloudEvents whose source is the same
 * for every zot that nobody told otherwise, so they do not say which registry it was.
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
  // Before it stands `zotregistry`, or the operator's `typePrefix`.
  const [, what] = /(?:^|\.)image\.(updated|deleted)$/.exec(type) ?? [];
  if (what === undefined) return [];
  const { name, reference, digest } = image.parse(data);
  return [{ repository: name, reference, digest, action: what === 'updated' ? 'push' : 'delete' }];
}
