import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver, Sighting } from '../receiver.ts';

const envelope = z.object({ events: z.array(z.unknown()) });

const event = z.object({
  action: z.enum(['push', 'delete']),
  target: z.object({
    repository: z.string(),
    mediaType: optionalText,
    digest: optionalText,
    tag: optionalText,
    url: optionalText,
  }),
  request: z.object({ host: optionalText }).optional().catch(undefined),
});

/** Blobs are pushed with the same action; only these types are images. */
const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
];

/**
 * The notifications of the distribution registry (`registry:2`, `registry:3`, GitLab's):
 * https://distribution.github.io/distribution/about/notifications/. One envelope may hold many unrelated events;
 * one that cannot be read does not spoil the others.
 */
export const distribution: Receiver = {
  advice:
    'write headers: { authorization: "${HOOK_AUTHORIZATION}" }, and the same header at the endpoint in the registry\'s notifications',
  read: (body) => envelope.parse(body).events.flatMap(readEvent),
};

function readEvent(value: unknown): readonly Sighting[] {
  const parsed = event.safeParse(value);
  if (!parsed.success) return [];
  const { action, target, request } = parsed.data;
  const { repository, mediaType, tag, digest, url } = target;
  if (action === 'push' && mediaType && !MANIFEST_TYPES.includes(mediaType)) return [];
  // Without any host there is no telling which registry of several it was.
  const host = request?.host || hostOf(url);
  return [{ host, repository, reference: tag, digest, action }];
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
