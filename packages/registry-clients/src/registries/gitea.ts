import { z } from 'zod';
import { nextPage } from '../oci/next-page.ts';
import { basicProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { RegistryAdapter } from './registry-adapter.ts';
import { splitRepository } from './split-repository.ts';

const packages = z.array(
  z.object({ name: z.string(), version: z.string(), created_at: z.string().nullish() }),
);

/**
 * Gitea's and Forgejo's list of an owner's packages, the last pushed first. A push of a tag that is there makes its
 * version anew, so the time is that of the push. Manifests without a tag are versions as well, named by digest.
 */
export const gitea: RegistryAdapter = {
  kind: 'gitea',
  matches: (host) => host === 'codeberg.org' || host === 'gitea.com',
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { owner, name } = splitRepository(context.subject.repository);
    const url = new URL(`${context.apiUrl ?? context.origin}/api/v1/packages/${owner}`);
    for (let number = 1, more = true; more; number += 1) {
      url.search = new URLSearchParams({
        type: 'container',
        q: name,
        page: `${number}`,
        limit: '50',
      }).toString();
      const answer = await context.ask({ url, ...basicProof(context.credential) });
      // The search finds every package whose name contains the words.
      const found = readJson(context, answer, packages).filter((one) => one.name.toLowerCase() === name);
      yield found.map((one) => ({ tag: one.version, ...timed('pushedAt', readTime(one.created_at)) }));
      more = nextPage(context.subject, answer.headers, url) !== undefined;
    }
  },
};
