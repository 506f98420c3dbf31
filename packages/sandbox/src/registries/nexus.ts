import type { StoredTag } from '../registry/image-store.ts';
import { jsonReply } from '../registry/reply.ts';
import { basicOf, iso, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

/**
 * Nexus' search: fifty components a page, in no order of time, each with an asset for its tag and one for its digest.
 * An image that is searched by a name alone is found in every repository (here: images in `twice/` are in two).
 */
export const nexusFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  extension(request, contents) {
    const { url } = request;
    if (url.pathname !== '/service/rest/v1/search') return undefined;
    const refused = refuseOthers(request, credentials === undefined ? undefined : basicOf(credentials));
    if (refused !== undefined) return refused;
    const name = url.searchParams.get('name') ?? '';
    const wanted = url.searchParams.get('repository');
    const tags = contents.tags(name) ?? contents.tags(`${wanted}/${name}`) ?? [];
    const repositories = name.startsWith('twice/') ? ['docker-hosted', 'docker-other'] : ['docker-hosted'];
    const found = tags.flatMap((tag) =>
      repositories
        .filter((repository) => wanted === null || repository === wanted)
        .map((repository) => ({ tag, repository })),
    );
    const number = Number(url.searchParams.get('continuationToken') ?? 1);
    const page = pageOf(found, number, 50);
    const items = page.items.map(({ tag, repository }) => componentOf(name, tag, repository));
    return jsonReply(200, { items, continuationToken: page.more ? `${number + 1}` : null });
  },
});

function componentOf(name: string, tag: StoredTag, repository: string): object {
  const time = iso(tag.pushedAt).replace('Z', '+00:00');
  const asset = (reference: string, lastModified: string): object => ({
    path: `v2/${name}/manifests/${reference}`,
    repository,
    format: 'docker',
    checksum: { sha256: tag.digest.replace('sha256:', '') },
    contentType: tag.mediaType,
    lastModified,
    blobCreated: time,
  });
  const assets = [asset(tag.digest, iso(tag.uploadedAt)), asset(tag.name, time)];
  return { id: tag.name, repository, format: 'docker', group: null, name, version: tag.name, assets };
}
