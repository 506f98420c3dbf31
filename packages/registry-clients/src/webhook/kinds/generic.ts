import { isDigest, isTag, parseImageReference } from '@deployment-automator/image-reference';
import { z } from 'zod';
import type { Receiver, Sighting } from '../receiver.ts';
import { isHubSignature } from '../signature.ts';
import { UnreadableWebhook } from '../webhook-body.ts';

/** The most references in one delivery. */
const MOST = 1_000;

const event = z.strictObject({
  image: z.string(),
  tag: z.string().refine(isTag).optional(),
  digest: z.string().refine(isDigest).optional(),
  action: z.enum(['push', 'delete']).default('push'),
});

const delivery = z.union([event, z.array(z.union([z.string(), event])).max(MOST)]);

const ping = z.strictObject({ action: z.literal('ping') });

/**
 * Our own JSON, for any CI: `{image, tag?, digest?, action?}`, or a list of references and of such objects;
 * `{"action": "ping"}` only tries the secret. A person writes it, so a mistake is told and not ignored.
 */
export const generic: Receiver = {
  advice: 'write tokens: ["${HOOK_TOKEN}"], and end the URL with that token',
  signedWith: (secret, { headers, body }) => isHubSignature(secret, headers['x-hub-signature-256'], body),
  read(body) {
    if (ping.safeParse(body).success) return 'ping';
    const parsed = delivery.safeParse(body);
    if (!parsed.success) {
      const what = `expected {image, tag?, digest?, action?} or a list of up to ${MOST} references`;
      throw new UnreadableWebhook(what);
    }
    const events = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
    return events.map((one, at) =>
      sighting(typeof one === 'string' ? { image: one, action: 'push' } : one, at),
    );
  },
};

function sighting({ image, tag, digest, action }: z.output<typeof event>, at: number): Sighting {
  const written = readReference(image, at);
  if (tag !== undefined && written.tag !== undefined && tag !== written.tag) {
    throw new UnreadableWebhook(`image ${at + 1} has two tags`);
  }
  const { registry: host, repository } = written;
  return {
    host,
    repository,
    reference: tag ?? written.tag,
    digest: digest ?? written.digest,
    anyTag: true,
    action,
  };
}

function readReference(image: string, at: number): ReturnType<typeof parseImageReference> {
  // CI knows an image by the name of its Git repository, which may have upper-case letters; images never do.
  const [, name = '', version = ''] = /^((?:[^:@/]+(?::\d+)?\/)?[^:@]*)(.*)$/s.exec(image) ?? [];
  try {
    return parseImageReference(name.toLowerCase() + version);
  } catch {
    // No cause: the parser's message quotes the reference.
    throw new UnreadableWebhook(`image ${at + 1} is no image reference, such as ghcr.io/acme/web:1.2.3`);
  }
}
