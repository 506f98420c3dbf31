import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver } from '../receiver.ts';
import type { RegistryEvent } from '../registry-webhook.ts';
import { isSignature } from '../signature.ts';

const event = z.object({
  domain: z.string(),
  event_type: z.string(),
  data: z.unknown().optional(),
  jpd_origin: optionalText,
});

const image = z.object({
  repo_key: z.string(),
  image_name: z.string(),
  tag: optionalText,
  sha256: optionalText,
});

/** A promotion puts the tag into another repository of Artifactory. */
const actions: Readonly<Record<string, RegistryEvent['action'] | undefined>> = {
  pushed: 'push',
  promoted: 'push',
  deleted: 'delete',
};

/**
 * JFrog Artifactory, events of the domain `docker`:
 * https://jfrog.com/help/r/jfrog-platform-administration-documentation/docker-events. The image's name is that of
 * the repository path method, `<host>/<repository key>/<image>`; for others the operator names the registry.
 */
export const artifactory: Receiver = {
  advice:
    'write secrets: ["${ARTIFACTORY_HOOK_SECRET}"], and the same secret at the webhook in Artifactory with "Use secret for payload signing"',
  signedWith: (secret, { headers, body }) =>
    isSignature(headers['x-jfrog-event-auth'], { algorithm: 'sha256' }, secret, body),
  read(body) {
    const { domain, event_type: type, data, jpd_origin: origin } = event.parse(body);
    const action = domain === 'docker' && Object.hasOwn(actions, type) ? actions[type] : undefined;
    if (action === undefined) return { ignore: 'it is no event of an image' };
    const { repo_key, image_name, tag, sha256 } = image.parse(data);
    return [
      {
        host: origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined,
        path: repo_key,
        repository: image_name,
        reference: tag,
        digest: `sha256:${sha256 ?? ''}`,
        action,
      },
    ];
  },
};
