import { z } from 'zod';
import { nextPage } from '../oci/next-page.ts';
import { basicProof, bearerProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, ApiQuestion, RegistryAdapter } from './registry-adapter.ts';

/** Azure's access tokens live for 75 minutes and do not say so. */
const TOKEN_MILLISECONDS = 30 * 60_000;

const token = z.object({ access_token: z.string().min(1) });
const page = z.object({
  // A repository without tags has `null` here.
  tags: z
    .array(z.object({ name: z.string(), digest: z.string().nullish(), lastUpdateTime: z.string().nullish() }))
    .nullish(),
});

/** Azure Container Registry's list of tags with their times (its data plane API, "Get Tag List"). */
export const acr: RegistryAdapter = {
  kind: 'acr',
  matches: (host) => /\.azurecr\.(?:io|cn|us)$/.test(host),
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { origin, subject } = context;
    const path = `/acr/v1/${subject.repository}/_tags?n=100&orderby=timedesc`;
    let url: URL | undefined = new URL(`${context.apiUrl ?? origin}${path}`);
    const proof = await prove(context);
    while (url !== undefined) {
      const answer = await context.ask({ url, ...proof });
      yield (readJson(context, answer, page).tags ?? []).map((one) => ({
        tag: one.name,
        ...(one.digest == null ? {} : { digest: one.digest }),
        ...timed('pushedAt', readTime(one.lastUpdateTime)),
      }));
      url = nextPage(subject, answer.headers, url);
    }
  },
};

/** User and password are taken as they are; others need a token that may read the repository's metadata. */
async function prove(context: AdapterContext): Promise<Pick<ApiQuestion, 'as'>> {
  const { apiUrl, credential, origin, subject } = context;
  if (credential !== undefined && !('identityToken' in credential)) return basicProof(credential);
  const form = new URLSearchParams({
    service: subject.host,
    scope: `repository:${subject.repository}:metadata_read`,
  });
  const value = await context.remember(`metadata ${subject.repository}`, async () => {
    const url = new URL(`${apiUrl ?? origin}/oauth2/token`);
    if (credential === undefined) url.search = form.toString();
    else {
      form.set('grant_type', 'refresh_token');
      form.set('refresh_token', credential.identityToken);
    }
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    } as const;
    const answer = await context.ask({ url, kind: 'token', ...(credential === undefined ? {} : post) });
    const expiresAt = context.now() + TOKEN_MILLISECONDS;
    return { value: readJson(context, answer, token).access_token, expiresAt };
  });
  return bearerProof(value);
}
