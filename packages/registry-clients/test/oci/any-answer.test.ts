import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Access } from '../../src/access.ts';
import { endpointsOf } from '../../src/endpoint.ts';
import { listReferrers } from '../../src/oci/list-referrers.ts';
import { tagPages } from '../../src/oci/list-tags.ts';
import { readImage } from '../../src/oci/read-image.ts';
import { resolveTag } from '../../src/oci/resolve-tag.ts';
import { RegistryError } from '../../src/registry-error.ts';

/** A repository whose registry answers every question with this. */
function accessTo(status: number, headers: Readonly<Record<string, string>>, body: string): Access {
  const endpoint = endpointsOf([])('registry.example.com');
  const subject = { host: endpoint.host, repository: 'acme/web' };
  const ask: Access['ask'] = async ({ url }) => ({ url, status, headers, body: Buffer.from(body) });
  return { endpoint, repository: 'acme/web', subject, signal: undefined, now: () => 0, ask };
}

const text = fc.oneof(fc.string(), fc.constantFrom('linux', 'amd64', `sha256:${'0'.repeat(64)}`));
const mediaType = fc.constantFrom(
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.container.image.v1+json',
  'text/html',
);
/** Half of it is nearly a manifest or a list. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      schemaVersion: fc.oneof(fc.constant(2), fc.jsonValue()),
      mediaType: fc.oneof(mediaType, fc.jsonValue()),
      manifests: fc.array(
        fc.record({ mediaType, digest: text, platform: fc.record({ os: text, architecture: text }) }),
      ),
      config: fc.record({ mediaType, digest: text }),
      annotations: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.jsonValue()),
      tags: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);

async function all<One>(pages: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

it('whatever a registry answers is an answer or a problem with a name', async () => {
  const headers = fc.record({ 'content-type': mediaType, link: fc.string() }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(200, 404, 429, 500), headers, value, async (status, said, json) => {
      const access = accessTo(status, said, JSON.stringify(json));
      for (const question of [
        () => readImage(access, '1.0.0', []),
        () => resolveTag(access, '1.0.0'),
        () => all(tagPages(access)),
        () => listReferrers(access, `sha256:${'0'.repeat(64)}`, undefined),
      ]) {
        const error = await question().then(
          () => undefined,
          (problem: unknown) => problem,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(RegistryError);
      }
    }),
  );
});
