import { z } from 'zod';
import { dockerHub } from '../registry-host.ts';
import { bearerProof, closed } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, ApiQuestion, RegistryAdapter } from './registry-adapter.ts';
import { splitRepository } from './split-repository.ts';

const HUB = 'https://hub.docker.com';
/** Docker says nothing about the life of its token; it is known to be longer than this. */
const TOKEN_MILLISECONDS = 5 * 60_000;

const token = z.object({ access_token: z.string().min(1) });
const page = z.object({
  next: z.string().nullish(),
  results: z.array(
    z.object({
      name: z.string(),
      digest: z.string().nullish(),
      tag_last_pushed: z.string().nullish(),
      last_updated: z.string().nullish(),
    }),
  ),
});

/** Docker Hub's web API, which lives on another host and has tokens of its own (Docker Hub API, "List tags"). */
export const dockerhub: RegistryAdapter = {
  kind: 'dockerhub',
  matches: (host) => host === dockerHub,
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { owner, name } = splitRepository(context.subject.repository);
    const url = new URL(`${context.apiUrl ?? HUB}/v2/namespaces/${owner}/repositories/${name}/tags`);
    const proof = await prove(context);
    for (let number = 1, more = true; more; number += 1) {
      url.search = new URLSearchParams({
        page_size: '100',
        page: `${number}`,
        ordering: 'last_updated',
      }).toString();
      const { next, results } = readJson(context, await context.ask({ url, ...proof }), page);
      yield results.map((one) => ({
        tag: one.name,
        ...(one.digest == null ? {} : { digest: one.digest }),
        ...timed('pushedAt', readTime(one.tag_last_pushed) ?? readTime(one.last_updated)),
      }));
      // Only whether there is a next page is believed, never where.
      more = next != null;
    }
  },
};

/** The Hub takes no password and no access token as they are, and a bad token closes even public repositories. */
async function prove(context: AdapterContext): Promise<Pick<ApiQuestion, 'as'>> {
  const { credential } = context;
  if (credential === undefined) return {};
  if (!('password' in credential)) throw closed(context, 'the API of Docker Hub wants a user and a password');
  const value = await context.remember('hub token', async () => {
    const answer = await context.ask({
      url: new URL(`${context.apiUrl ?? HUB}/v2/auth/token`),
      kind: 'token',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier: credential.username, secret: credential.password }),
    });
    const expiresAt = context.now() + TOKEN_MILLISECONDS;
    return { value: readJson(context, answer, token).access_token, expiresAt };
  });
  return bearerProof(value);
}
