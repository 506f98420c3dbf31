import { z } from 'zod';
import { nextPage } from '../oci/next-page.ts';
import { readJson } from './read-json.ts';
import { timed } from './read-time.ts';
import type { RegistryAdapter } from './registry-adapter.ts';

const milliseconds = z.coerce.number().catch(0);
const list = z.object({
  manifest: z.record(
    z.string(),
    z.object({
      tag: z.array(z.string()).nullish(),
      timeCreatedMs: milliseconds,
      timeUploadedMs: milliseconds,
    }),
  ),
});

/**
 * Google Artifact Registry and `gcr.io`: their plain list of tags says of each digest when it was uploaded and
 * built. All numbers are strings, and the build time of a reproducible build is 0 or less.
 */
export const gar: RegistryAdapter = {
  kind: 'gar',
  matches: (host) => /^(?:(?:[a-z]+\.)?gcr\.io|[a-z0-9-]+-docker\.pkg\.dev)$/.test(host),
  time: 'uploaded',
  newestFirst: false,
  async *list(context) {
    const { origin, subject } = context;
    let url: URL | undefined = new URL(`${origin}/v2/${subject.repository}/tags/list?n=10000`);
    while (url !== undefined) {
      const answer = await context.ask({ url, as: 'registry' });
      const { manifest } = readJson(context, answer, list);
      yield Object.entries(manifest).flatMap(([digest, one]) =>
        (one.tag ?? []).map((tag) => ({
          tag,
          digest,
          ...timed('pushedAt', one.timeUploadedMs),
          ...timed('builtAt', one.timeCreatedMs),
        })),
      );
      url = nextPage(subject, answer.headers, url);
    }
  },
};
