import { z } from 'zod';
import { optionalText } from '../optional-text.ts';
import type { Receiver } from '../receiver.ts';

const webhook = z.object({
  action: z.string(),
  target: z.unknown().optional(),
  request: z.unknown().optional(),
});

const target = z.object({ repository: z.string(), tag: optionalText, digest: optionalText });

const request = z.object({ host: optionalText }).catch({ host: undefined });

/**
 * Azure Container Registry: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference.
 * A delete never names a tag, and there is none when only a tag is removed.
 */
export const acr: Receiver = {
  advice:
    'write headers: { authorization: "${ACR_HOOK_AUTHORIZATION}" }, and the same custom header at the webhook in Azure',
  read(body) {
    const { action, ...rest } = webhook.parse(body);
    if (action === 'ping') return 'ping';
    if (action !== 'push' && action !== 'delete')
      return { ignore: 'it is no push and no delete of an image' };
    const { repository, tag, digest } = target.parse(rest.target);
    const { host } = request.parse(rest.request);
    return [{ host, repository, reference: tag, digest, action }];
  },
};
