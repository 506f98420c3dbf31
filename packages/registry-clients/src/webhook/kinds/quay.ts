import { z } from 'zod';
import type { Receiver } from '../receiver.ts';

/** A list of tags; in payloads of 2013 an object whose keys are the tags. */
const tags = z.union([
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()).transform((object): unknown[] => Object.keys(object)),
]);

const notification = z.object({ docker_url: z.string(), updated_tags: tags.optional() });

/**
 * Quay's notification `repo_push`: https://docs.quay.io/guides/notifications.html. Its other notifications look
 * the same but for `updated_tags`, and none of them says that a tag was pushed or deleted.
 */
export const quay: Receiver = {
  advice: 'write tokens: ["${QUAY_HOOK_TOKEN}"], and end the URL of the notification with that token',
  read(body) {
    const { docker_url: url, updated_tags: updated } = notification.parse(body);
    if (updated === undefined) return { ignore: 'it is no push' };
    const slash = url.indexOf('/');
    const image = { host: url.slice(0, Math.max(slash, 0)), repository: url.slice(slash + 1) };
    return updated
      .filter((tag) => typeof tag === 'string')
      .map((tag) => ({ ...image, reference: tag, action: 'push' }));
  },
};
