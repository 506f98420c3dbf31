import { z } from 'zod';
import { type CloudEvent, readCloudEvents } from '../cloud-event.ts';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';
import type { RegistryEvent } from '../registry-webhook.ts';
import { readEcrEvent } from './ecr.ts';
import { readHarborEvent } from './harbor.ts';
import { readZotEvent } from './zot.ts';

/** The last word of a type, whoever made it up: `container.image.push`. */
const actions: Readonly<Record<string, RegistryEvent['action'] | undefined>> = {
  push: 'push',
  pushed: 'push',
  published: 'push',
  delete: 'delete',
  deleted: 'delete',
};

const image = z.object({
  repository: z.string(),
  tag: optionalText,
  digest: optionalText,
  registryUrl: optionalText,
});

/**
 * CloudEvents from anywhere: those of Harbor, zot and ECR, and others whose type ends in `push` or `delete` with
 * `data: {registryUrl?, repository, tag?, digest?}`.
 */
export const cloudevents: Receiver = {
  advice:
    'write headers: { authorization: "${CLOUDEVENTS_HOOK_AUTHORIZATION}" }, and let the sender send that header',
  read: (body, headers) => readCloudEvents(body, headers).flatMap(readEvent),
};

function readEvent({ type, source, data }: CloudEvent): readonly Sighting[] {
  if (type.startsWith('harbor.')) return readHarborEvent(type, data);
  if (type.startsWith('zotregistry.')) return readZotEvent(type, data);
  if (type.startsWith('com.amazon.ecr.')) return readEcrEvent(type, source, data);

  const word = type.split('.').at(-1) ?? '';
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
  if (action === undefined) return [];
  const { repository, tag, digest, registryUrl } = image.parse(data);
  const host = registryUrl?.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return [{ host, repository, reference: tag, digest, action }];
}
