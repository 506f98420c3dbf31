import { z } from 'zod';
import { isCloudEvent, readCloudEvents } from '../cloud-event.ts';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';
import type { RegistryEvent } from '../registry-webhook.ts';

/** The types of Harbor 2, of its CloudEvents, and of Harbor 1. */
const actions: Readonly<Record<string, RegistryEvent['action'] | undefined>> = {
  PUSH_ARTIFACT: 'push',
  DELETE_ARTIFACT: 'delete',
  'harbor.artifact.pushed': 'push',
  'harbor.artifact.deleted': 'delete',
  pushImage: 'push',
  deleteImage: 'delete',
};

const notification = z.object({ type: z.string(), event_data: z.unknown().optional() });

const artifacts = z.object({
  repository: z.object({ repo_full_name: z.string() }),
  resources: z.array(z.object({ tag: optionalText, digest: optionalText, resource_url: optionalText })),
});

/**
 * Harbor's webhooks, in both of its payload formats:
 * https://goharbor.io/docs/2.13.0/working-with-projects/project-configuration/configure-webhooks/. An artifact
 * without a tag carries its digest in place of the tag.
 */
export const harbor: Receiver = {
  advice:
    'write headers: { authorization: "${HARBOR_HOOK_AUTHORIZATION}" }, and the same text as the Auth Header of the webhook in Harbor',
  read(body, headers) {
    if (isCloudEvent(body, headers)) {
      return readCloudEvents(body, headers).flatMap(({ type, data }) => readHarborEvent(type, data));
    }
    const { type, event_data } = notification.parse(body);
    return readHarborEvent(type, event_data);
  },
};

/**
 * The events of one notification; none for pulls, scans and quotas.
 *
 * @throws ZodError for another shape
 */
export function readHarborEvent(type: string, data: unknown): readonly Sighting[] {
  const action = Object.hasOwn(actions, type) ? actions[type] : undefined;
  if (action === undefined) return [];
  const { repository, resources } = artifacts.parse(data);
  return resources.map(({ tag, digest, resource_url: url }) => ({
    host: url?.split('/')[0],
    repository: repository.repo_full_name,
    reference: tag,
    digest,
    action,
  }));
}
