import { z } from 'zod';
import type { Receiver } from '../receiver.ts';
import { isSignature } from '../signature.ts';

const webhook = z.object({
  action: z.string(),
  component: z.unknown().optional(),
  asset: z.unknown().optional(),
});

const component = z.object({ format: z.string(), name: z.string(), version: z.string() });

/**
 * Sonatype Nexus, the capability "Webhook: Repository" with component events:
 * https://help.sonatype.com/en/webhooks.html. It signs with HMAC-SHA1, the only thing it offers, and does not say
 * under which host and port its registry is reached.
 */
export const nexus: Receiver = {
  advice:
    'write secrets: ["${NEXUS_HOOK_SECRET}"], and the same secret key at the webhook capability in Nexus',
  signedWith: (secret, { headers, body }) =>
    isSignature(headers['x-nexus-webhook-signature'], { algorithm: 'sha1' }, secret, body),
  read(body) {
    const { action, ...about } = webhook.parse(body);
    if (about.component === undefined) return { ignore: 'it is not about a component' };
    const { format, name, version } = component.parse(about.component);
    if (format !== 'docker') return { ignore: 'it is about a component that is no image' };
    if (action !== 'CREATED' && action !== 'UPDATED' && action !== 'DELETED') {
      return { ignore: 'it is no push and no delete' };
    }
    return [{ repository: name, reference: version, action: action === 'DELETED' ? 'delete' : 'push' }];
  },
};
