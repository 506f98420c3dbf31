import { z } from 'zod';
import { bearerProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { timed } from './read-time.ts';
import type { AdapterContext, ApiQuestion, RegistryAdapter } from './registry-adapter.ts';

/** The user under which Quay's registry takes an OAuth token as the password. */
const OAUTH_USER = '$oauthtoken';

const page = z.object({
  has_additional: z.boolean(),
  tags: z.array(
    z.object({
      name: z.string(),
      manifest_digest: z.string().optional(),
      start_ts: z.number().nullish(),
    }),
  ),
});

/**
 * Quay's API. It is open for public repositories; for private ones it wants an OAuth token, and robots have none.
 * Without `onlyActiveTags` it would give the history of every tag.
 */
export const quay: RegistryAdapter = {
  kind: 'quay',
  matches: (host) => host === 'quay.io',
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { repository } = context.subject;
    // The slash at the end belongs to the path.
    const url = new URL(`${context.apiUrl ?? context.origin}/api/v1/repository/${repository}/tag/`);
    for (let number = 1, more = true; more; number += 1) {
      url.search = new URLSearchParams({
        limit: '100',
        page: `${number}`,
        onlyActiveTags: 'true',
      }).toString();
      const found = readJson(context, await context.ask({ url, ...proof(context) }), page);
      yield found.tags.map((one) => ({
        tag: one.name,
        ...(one.manifest_digest === undefined ? {} : { digest: one.manifest_digest }),
        ...timed('pushedAt', one.start_ts == null ? undefined : one.start_ts * 1000),
      }));
      more = found.has_additional;
    }
  },
};

function proof({ credential }: AdapterContext): Pick<ApiQuestion, 'as'> {
  if (credential === undefined || 'identityToken' in credential) return {};
  if ('bearerToken' in credential) return bearerProof(credential.bearerToken);
  return credential.username === OAUTH_USER ? bearerProof(credential.password) : {};
}
