import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver } from '../receiver.ts';
import { isHubSignature } from '../signature.ts';

const ping = z.object({ zen: z.string(), hook_id: z.number() });

const pushed = z.object({
  package_version: z.object({
    version: optionalText,
    package_url: z.string(),
    container_metadata: z.object({ tag: z.object({ name: optionalText }).optional().catch(undefined) }),
  }),
});

const delivery = z.object({
  action: z.string(),
  package: z.unknown().optional(),
  registry_package: z.unknown().optional(),
});

/**
 * GitHub's events `package` (webhooks of repositories and organizations) and `registry_package` (apps):
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#package. Every version of a package is one
 * delivery; those without a tag are parts of an image for several platforms, signatures and attestations, and
 * their version is a digest, never a tag.
 */
export const ghcr: Receiver = {
  advice: 'write secrets: ["${GHCR_HOOK_SECRET}"], and the same secret at the webhook on GitHub',
  signedWith: (secret, { headers, body }) => isHubSignature(secret, headers['x-hub-signature-256'], body),
  read(body, headers) {
    const event = headers['x-github-event'];
    if (event === 'ping' || ping.safeParse(body).success) return 'ping';
    if (event !== undefined && event !== 'package' && event !== 'registry_package') {
      return { ignore: 'it is no event of a package' };
    }
    const { action, ...packages } = delivery.parse(body);
    if (action !== 'published' && action !== 'updated') return { ignore: 'nothing was published' };
    const parsed = pushed.safeParse(packages.package ?? packages.registry_package);
    if (!parsed.success) return { ignore: 'it is about a package that is no image' };

    const { package_url: url, version, container_metadata } = parsed.data.package_version;
    // `ghcr.io/Owner/image:tag`, and with nothing after the colon where there is no tag.
    const [, host, repository] = /^(?:https?:\/\/)?([^/]+)\/([^:@]+)/.exec(url) ?? [];
    if (repository === undefined) return { ignore: 'it does not say where the image is' };
    const { name } = container_metadata.tag ?? {};
    return [{ host, repository, reference: name, digest: version, action: 'push' }];
  },
};
