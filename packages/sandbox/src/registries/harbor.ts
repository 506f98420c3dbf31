import { errorReply, jsonReply } from '../registry/reply.ts';
import { byDigest } from './by-digest.ts';
import { basicOf, iso, numberOf, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

const ARTIFACTS = /^\/api\/v2\.0\/projects\/([^/]+)\/repositories\/([^/]+)\/artifacts$/;

/**
 * Harbor's API: a name with slashes is encoded twice, `null` for no tags, year 1 for "never", and the order is that of
 * the artifacts whatever their tags' times.
 */
export const harborFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'bearer',
  extension(request, contents) {
    const { url } = request;
    const [matched, project, encoded = ''] = ARTIFACTS.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const refused = refuseOthers(request, credentials === undefined ? undefined : basicOf(credentials));
    if (refused !== undefined) return refused;
    const name = decodeURIComponent(decodeURIComponent(encoded));
    const tags = decodeURIComponent(encoded).includes('/') ? undefined : contents.tags(`${project}/${name}`);
    if (tags === undefined) return errorReply(404, 'NOT_FOUND', `repository ${project}/${name} not found`);

    const never = '0001-01-01T00:00:00.000Z';
    const artifacts = byDigest(tags).map((one, id) => ({
      id,
      type: 'IMAGE',
      manifest_media_type: one.mediaType,
      digest: one.digest,
      size: one.size,
      push_time: iso(one.uploadedAt),
      pull_time: never,
      tags: one.tags.map((tag) => ({
        name: tag.name,
        push_time: iso(tag.pushedAt),
        pull_time: never,
        immutable: false,
      })),
    }));
    const untagged = {
      id: -1,
      type: 'IMAGE',
      digest: `sha256:${'0'.repeat(64)}`,
      push_time: never,
      tags: null,
    };
    const all = url.searchParams.get('q') === 'tags=*' ? artifacts : [...artifacts, untagged];
    const sorted = url.searchParams.get('sort') === '-push_time' ? all : all.toReversed();
    const number = numberOf(url, 'page', 1, 100_000);
    const { items, more } = pageOf(sorted, number, numberOf(url, 'page_size', 10, 100));
    const next = `${url.pathname}?page=${number + 1}&page_size=100`;
    return jsonReply(200, items, {
      'x-total-count': `${sorted.length}`,
      ...(more ? { link: `<${next}>; rel="next"` } : {}),
    });
  },
});
