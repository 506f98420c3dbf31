import { z } from 'zod';
import type { Receiver } from '../receiver.ts';
import type { WebhookRequest } from '../registry-webhook.ts';
import { isHubSignature, isSignature } from '../signature.ts';
import { isForm } from '../webhook-body.ts';

const webhook = z.object({
  action: z.enum(['created', 'deleted']),
  package: z.object({
    type: z.string(),
    name: z.string(),
    version: z.string(),
    html_url: z.string(),
    owner: z.object({ login: z.string() }),
  }),
});

/**
 * Packages of Gitea and Forgejo: https://docs.gitea.com/usage/webhooks. Names and versions arrive in lower case, so
 * a tag with upper-case letters is not named as it is. A version can be a digest. Where forms are chosen, the
 * signature is over the JSON and not over the form.
 */
export const gitea: Receiver = {
  advice: 'write secrets: ["${GITEA_HOOK_SECRET}"], and the same secret at the webhook in Gitea',
  signedWith: (secret, request) => {
    const { headers } = request;
    const bytes = signedBytes(request);
    // Without a secret the headers are there and empty.
    const own = headers['x-gitea-signature'] || headers['x-forgejo-signature'];
    return own
      ? isSignature(own, { algorithm: 'sha256' }, secret, bytes)
      : isHubSignature(secret, headers['x-hub-signature-256'], bytes);
  },
  read(body, headers) {
    const event = headers['x-gitea-event'] ?? headers['x-forgejo-event'];
    if (event !== undefined && event !== 'package') return { ignore: 'it is no event of a package' };
    const { action, package: found } = webhook.parse(body);
    if (found.type !== 'container') return { ignore: 'it is about a package that is no image' };
    return [
      {
        host: URL.canParse(found.html_url) ? new URL(found.html_url).host : undefined,
        repository: `${found.owner.login}/${found.name}`,
        reference: found.version,
        action: action === 'created' ? 'push' : 'delete',
      },
    ];
  },
};

function signedBytes({ headers, body }: WebhookRequest): Buffer | string {
  if (!isForm(headers)) return body;
  return new URLSearchParams(body.toString('utf8')).get('payload') ?? '';
}
