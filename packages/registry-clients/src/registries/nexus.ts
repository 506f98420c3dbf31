import { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { basicProof } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, RegistryAdapter } from './registry-adapter.ts';

const page = z.object({
  continuationToken: z.string().nullish(),
  items: z.array(
    z.object({
      repository: z.string(),
      name: z.string(),
      version: z.string(),
      assets: z.array(
        z.object({
          path: z.string(),
          lastModified: z.string().nullish(),
          checksum: z.object({ sha256: z.string().optional() }).optional(),
        }),
      ),
    }),
  ),
});

/** Nexus' search for the components of an image, in no order that helps, about fifty a page. */
export const nexus: RegistryAdapter = {
  kind: 'nexus',
  matches: () => false,
  time: 'pushed',
  newestFirst: false,
  async *list(context) {
    const { api, key, image } = place(context);
    const url = new URL(`${api}/service/rest/v1/search`);
    const repositories = new Set(key === undefined ? [] : [key]);
    let token: string | null | undefined;
    do {
      url.search = new URLSearchParams({
        format: 'docker',
        name: image,
        ...(key === undefined ? {} : { repository: key }),
        ...(token == null ? {} : { continuationToken: token }),
      }).toString();
      const answer = await context.ask({ url, ...basicProof(context.credential) });
      const found: z.output<typeof page> = readJson(context, answer, page);
      const items = found.items.filter(({ name }) => name === image);
      for (const { repository } of items) repositories.add(repository);
      if (repositories.size > 1) throw ambiguous(context);
      yield items.flatMap(({ version, assets }) => {
        const asset = assets.find(({ path }) => path.endsWith(`/manifests/${version}`));
        const hash = asset?.checksum?.sha256;
        const digest = hash === undefined ? {} : { digest: `sha256:${hash}` };
        return [{ tag: version, ...digest, ...timed('pushedAt', readTime(asset?.lastModified)) }];
      });
      token = found.continuationToken;
    } while (token != null);
  },
};

/**
 * Where Nexus is asked, and for which of its repositories, as `apiUrl` says: `https://HOST/repository/KEY`. Without
 * that a connector's port does not tell the repository, and the image must be in one only.
 */
function place({ apiUrl, origin, subject }: AdapterContext): {
  readonly api: string;
  readonly key?: string;
  readonly image: string;
} {
  const [, api, key] = /^(.*)\/repository\/([^/]+)$/.exec(apiUrl ?? '') ?? [];
  if (api === undefined || key === undefined) return { api: apiUrl ?? origin, image: subject.repository };
  // Where the repository is a part of the path, as in `HOST/docker-hosted/team/app`.
  const image = subject.repository.replace(`${key}/`, (part, at) => (at === 0 ? '' : part));
  return { api, key, image };
}

function ambiguous({ subject }: AdapterContext): RegistryError {
  const what =
    'several repositories of this Nexus hold the image; name one with apiUrl: https://HOST/repository/NAME';
  return new RegistryError('bad-answer', subject, what);
}
