import { z } from 'zod';
import { eventImage, isImageTag } from '../event-facts.ts';
import type { Receiver } from '../registry-webhook.ts';

/** A list of tags; in payloads of 2013 an object whose keys are the tags. */
const tags = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.keys)]);

const notification = z.object({ docker_url: z.string(), updated_tags: tags.optional() });

/**
 * Quay's notification `repo_push`: https://docs.quay.io/guides/notifications.html. Its other notifications look
 * the same but for `updated_tags`, and none of them says that a tag was pushed or deleted.
 */
export const quay: Receiver = {
  events(body) {
    const { docker_url: url, updated_tags: updated = [] } = notification.parse(body);
    const slash = url.indexOf('/');
    const image = eventImage(url.slice(0, Math.max(slash, 0)), url.slice(slash + 1));
    if (image === undefined) return [];
    return updated.filter(isImageTag).map((tag) => ({ ...image, tag, action: 'push' }));
  },
};
