import { z } from 'zod';
import { eventDigest, eventImage, isImageTag } from '../event-facts.ts';
import type { Receiver, RegistryEvent } from '../registry-webhook.ts';

const text = z.string().optional().catch(undefined);

const envelope = z.object({ events: z.array(z.unknown()) });

const event = z.object({
  action: z.enum(['push', 'delete']),
  target: z.object({ repository: z.string(), mediaType: text, digest: text, tag: text, url: text }),
  request: z.object({ host: text }).optional().catch(undefined),
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
  events: (body) => envelope.parse(body).events.flatMap(readEvent),
};

function readEvent(value: unknown): readonly RegistryEvent[] {
  const parsed = event.safeParse(value);
  if (!parsed.success) return [];
  const { action, target, request } = parsed.data;
  const image = eventImage(request?.host || hostOf(target.url), target.repository);
  if (image === undefined) return [];

  const tag = isImageTag(target.tag) ? { tag: target.tag } : {};
  const found: RegistryEvent = { ...image, ...tag, ...eventDigest(target.digest), action };
  if (action === 'push') {
    const isManifest = !target.mediaType || MANIFEST_TYPES.includes(target.mediaType);
    return isManifest && found.tag !== undefined ? [found] : [];
  }
  // A delete without tag and digest is that of the whole repository; one of a signature is nothing to us.
  return target.tag && found.tag === undefined ? [] : [found];
}

function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
