import { z } from 'zod';
import { nextPage } from '../oci/next-page.ts';
import { RegistryError } from '../registry-error.ts';
import type { Answer } from '../transport/exchange.ts';
import { retryAfter } from '../transport/retry-after.ts';
import { bearerProof, closed, tokenOf } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, RegistryAdapter } from './registry-adapter.ts';
import { splitRepository } from './split-repository.ts';

const versions = z.array(
  z.object({
    name: z.string(),
    created_at: z.string().nullish(),
    metadata: z.object({ container: z.object({ tags: z.array(z.string()) }).optional() }).optional(),
  }),
);

/**
 * GitHub's list of a package's versions, which are digests with their tags. It wants a token that may read packages,
 * even for public ones (GitHub REST API, "List package versions").
 */
export const ghcr: RegistryAdapter = {
  kind: 'ghcr',
  matches: (host) => host === 'ghcr.io',
  time: 'uploaded',
  newestFirst: true,
  async *list(context) {
    const token = tokenOf(context.credential);
    if (token === undefined)
      throw closed(context, 'the API of GitHub Packages gives nothing without a token');
    const ask = (url: URL): Promise<Answer> =>
      context.ask({
        url,
        accept: 'application/vnd.github+json',
        headers: { 'x-github-api-version': '2022-11-28' },
        ...bearerProof(token),
      });

    let url: URL | undefined = versionsUrl(context, 'orgs');
    let answer = await ask(url);
    if (answer.status === 404) {
      url = versionsUrl(context, 'users');
      answer = await ask(url);
    }
    while (url !== undefined) {
      refuseLimited(context, answer);
      yield readJson(context, answer, versions).flatMap((one) =>
        (one.metadata?.container?.tags ?? []).map((tag) => ({
          tag,
          digest: one.name,
          ...timed('pushedAt', readTime(one.created_at)),
        })),
      );
      url = nextPage(context.subject, answer.headers, url);
      if (url !== undefined) answer = await ask(url);
    }
  },
};

function versionsUrl({ apiUrl, subject }: AdapterContext, owners: 'orgs' | 'users'): URL {
  const { owner, name } = splitRepository(subject.repository);
  const path = `/${owners}/${owner}/packages/container/${encodeURIComponent(name)}/versions`;
  return new URL(`${apiUrl ?? 'https://api.github.com'}${path}?state=active&per_page=100`);
}

/** GitHub says 403 both for "not yours" and for "too often"; only the headers tell them apart. */
function refuseLimited({ subject, now }: AdapterContext, { status, headers }: Answer): void {
  const retryAt = status === 403 ? retryAfter(headers, now()) : undefined;
  if (retryAt === undefined) return;
  throw new RegistryError('rate-limited', subject, 'too many requests', { status, retryAt });
}
