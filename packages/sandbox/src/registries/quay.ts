import { jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { numberOf, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

/**
 * Quay's API: the slash at the end matters, robots are not let in (an OAuth token is), and without `onlyActiveTags`
 * it tells the history of every tag.
 */
export const quayFake: RegistryFake = ({ credentials }) => ({
  tagList: { pageSize: 100, absoluteLinks: true },
  extension(request, contents) {
    const { url } = request;
    const [matched, repository = ''] = /^\/api\/v1\/repository\/(.+)\/tag\/$/.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const refused = refuseOthers(
      request,
      credentials === undefined ? undefined : `Bearer ${credentials.password}`,
    );
    if (refused !== undefined) return refused;
    const tags = contents.tags(repository);
    if (tags === undefined) return jsonReply(404, { status: 404, title: 'not_found' });

    const living = newestFirst(tags).map((tag) => ({
      name: tag.name,
      reversion: false,
      start_ts: Math.floor(tag.pushedAt / 1000),
      manifest_digest: tag.digest,
      is_manifest_list: false,
      size: tag.size,
      last_modified: new Date(tag.pushedAt).toUTCString().replace('GMT', '-0000'),
    }));
    const past = living.map((tag) => ({ ...tag, start_ts: tag.start_ts - 60, end_ts: tag.start_ts }));
    const shown = url.searchParams.get('onlyActiveTags') === 'true' ? living : [...living, ...past];
    const number = numberOf(url, 'page', 1, 100_000);
    const { items, more } = pageOf(shown, number, numberOf(url, 'limit', 50, 100));
    return jsonReply(200, { tags: items, page: number, has_additional: more });
  },
});
