import { z } from 'zod';
import { nextPage } from '../oci/next-page.ts';
import { basicProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { RegistryAdapter } from './registry-adapter.ts';
import { splitRepository } from './split-repository.ts';

const artifacts = z.array(
  z.object({
    digest: z.string(),
    push_time: z.string().nullish(),
    tags: z.array(z.object({ name: z.string(), push_time: z.string().nullish() })).nullish(),
  }),
);

/**
 * Harbor's list of artifacts, the last pushed first. The time is the tag's own; a tag that was moved to an artifact
 * of long ago stands as far back as that artifact.
 */
export const harbor: RegistryAdapter = {
  kind: 'harbor',
  matches: () => false,
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { owner, name } = splitRepository(context.subject.repository);
    // Harbor decodes a name with slashes twice.
    const encoded = encodeURIComponent(encodeURIComponent(name));
    const path = `/api/v2.0/projects/${owner}/repositories/${encoded}/artifacts`;
    const url = new URL(`${context.apiUrl ?? context.origin}${path}`);
    // Else a project whose name is a number is taken for an id.
    const headers = { 'x-is-resource-name': 'true' };
    for (let number = 1, more = true; more; number += 1) {
      url.search = `?with_tag=true&page_size=100&page=${number}&sort=-push_time&q=tags%3D*`;
      const answer = await context.ask({ url, headers, ...basicProof(context.credential) });
      const tags = readJson(context, answer, artifacts).flatMap((artifact) =>
        (artifact.tags ?? []).map((one) => ({
          tag: one.name,
          digest: artifact.digest,
          ...timed('pushedAt', readTime(one.push_time) ?? readTime(artifact.push_time)),
        })),
      );
      yield tags;
      more = nextPage(context.subject, answer.headers, url) !== undefined;
    }
  },
};
