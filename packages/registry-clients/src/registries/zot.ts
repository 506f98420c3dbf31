import { z } from 'zod';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { RegistryAdapter } from './registry-adapter.ts';

const PAGE_SIZE = 100;

const page = z.object({
  data: z.object({
    ImageList: z.object({
      Results: z.array(
        z.object({ Tag: z.string(), Digest: z.string().nullish(), LastUpdated: z.string().nullish() }),
      ),
    }),
  }),
});

const QUERY = `query ($repo: String!, $limit: Int!, $offset: Int!) {
  ImageList(repo: $repo, requestedPage: { limit: $limit, offset: $offset, sortBy: UPDATE_TIME }) {
    Results { Tag Digest LastUpdated }
  }
}`;

/** The `search` extension of zot, where it is switched on. Its time is the image's own: when it was built. */
export const zot: RegistryAdapter = {
  kind: 'zot',
  matches: () => false,
  time: 'built',
  newestFirst: true,
  async *list(context) {
    const url = new URL(`${context.origin}/v2/_zot/ext/search`);
    for (let offset = 0, more = true; more; offset += PAGE_SIZE) {
      const variables = { repo: context.subject.repository, limit: PAGE_SIZE, offset };
      const answer = await context.ask({
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY, variables }),
        as: 'registry',
      });
      const { Results } = readJson(context, answer, page).data.ImageList;
      yield Results.map((one) => ({
        tag: one.Tag,
        ...(one.Digest == null ? {} : { digest: one.Digest }),
        ...timed('builtAt', readTime(one.LastUpdated)),
      }));
      more = Results.length === PAGE_SIZE;
    }
  },
};
