import { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { basicProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, RegistryAdapter } from './registry-adapter.ts';
import { splitRepository } from './split-repository.ts';

const PAGE_SIZE = 1000;

const found = z.object({
  results: z.array(
    z.object({ path: z.string(), sha256: z.string().optional(), modified: z.string().nullish() }),
  ),
});

/**
 * Artifactory's query language, asked for the manifests below an image's folder: each lies in a folder named like
 * its tag, and the hash of the file is the digest.
 */
export const artifactory: RegistryAdapter = {
  kind: 'artifactory',
  matches: (host) => /\.jfrog\.io$/.test(host),
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const { api, key, image } = place(context);
    for (let offset = 0, more = true; more; offset += PAGE_SIZE) {
      const answer = await context.ask({
        url: new URL(`${api}/api/search/aql`),
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: manifestsOf(key, image, offset),
        ...basicProof(context.credential),
      });
      const { results } = readJson(context, answer, found);
      // Nothing at all is what a virtual repository or one that is not ours to search looks like.
      if (offset === 0 && results.length === 0) {
        throw new RegistryError('not-found', context.subject, `its search finds nothing in ${key}`);
      }
      yield results.flatMap((one) => {
        const tag = one.path.slice(image.length + 1);
        // Deeper paths are other images; the manifests of single platforms lie in folders named by digest.
        if (tag.includes('/') || tag.startsWith('sha256_')) return [];
        const digest = one.sha256 === undefined ? {} : { digest: `sha256:${one.sha256}` };
        return [{ tag, ...digest, ...timed('pushedAt', readTime(one.modified)) }];
      });
      more = results.length === PAGE_SIZE;
    }
  },
};

/**
 * Where Artifactory is asked, and for which of its repositories: the first part of the path, or (where a host or port
 * stands for one repository) the one that `apiUrl` ends in: `https://HOST/artifactory/api/docker/KEY`.
 */
function place({ apiUrl, origin, subject }: AdapterContext): { api: string; key: string; image: string } {
  const [, api, key] = /^(.*)\/api\/docker\/([^/]+)$/.exec(apiUrl ?? '') ?? [];
  if (api !== undefined && key !== undefined) return { api, key, image: subject.repository };
  const { owner, name } = splitRepository(subject.repository);
  return { api: apiUrl ?? `${origin}/artifactory`, key: owner, image: name };
}

/** The fields repo, path and name must be there for users who are no administrators. */
function manifestsOf(key: string, image: string, offset: number): string {
  const criteria = { repo: key, path: { $match: `${image}/*` }, name: { $match: '*manifest.json' } };
  const fields = ['repo', 'path', 'name', 'sha256', 'modified'].map((field) => JSON.stringify(field));
  const newest = JSON.stringify({ $desc: ['modified'] });
  return `items.find(${JSON.stringify(criteria)}).include(${fields.join(',')}).sort(${newest}).offset(${offset}).limit(${PAGE_SIZE})`;
}
