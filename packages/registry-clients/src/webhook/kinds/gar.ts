import { tryParseImageReference } from '@deployment-automator/image-reference';
import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver } from '../receiver.ts';
import { UnreadableWebhook } from '../webhook-body.ts';

const envelope = z.object({ message: z.object({ data: z.string() }) });

const notification = z.object({
  action: z.string(),
  tag: optionalText,
  digest: optionalText,
});

/**
 * Google Artifact Registry and Container Registry publish to the Pub/Sub topic `gcr`, and a push subscription sends
 * it here, wrapped or unwrapped: https://cloud.google.com/artifact-registry/docs/configure-notifications. `tag` and
 * `digest` are whole references; either may be missing.
 */
export const gar: Receiver = {
  advice:
    'write audience: https://automator.example.org and email: ACCOUNT@PROJECT.iam.gserviceaccount.com, and turn on authentication with both at the push subscription',
  read(body) {
    const { action, tag, digest } = notification.parse(unwrapped(body));
    if (action !== 'INSERT' && action !== 'DELETE') return { ignore: 'it is no push and no delete' };
    const image = tryParseImageReference(tag || digest || '');
    if (image === undefined) return { ignore: 'it names no image' };
    const version = tryParseImageReference(digest ?? '')?.digest;
    return [
      {
        host: image.registry,
        repository: image.repository,
        reference: image.tag,
        digest: version,
        action: action === 'INSERT' ? 'push' : 'delete',
      },
    ];
  },
};

function unwrapped(body: unknown): unknown {
  if (notification.safeParse(body).success) return body;
  const { data } = envelope.parse(body).message;
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch {
    throw new UnreadableWebhook('message.data holds no JSON');
  }
}
