import { errorReply, jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { basicOf, iso, numberOf, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

/**
 * Gitea's packages: fifty a page, the newest first, no digests, versions that are digests, packages whose names only
 * contain what was searched, and names and versions in lower case.
 */
export const giteaFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  extension(request, contents) {
    const { url } = request;
    const [matched, owner] = /^\/api\/v1\/packages\/([^/]+)$/.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const refused = refuseOthers(request, credentials === undefined ? undefined : basicOf(credentials));
    if (refused !== undefined) return refused;
    const name = url.searchParams.get('q') ?? '';
    const tags = contents.tags(`${owner}/${name}`);
    if (tags === undefined) return errorReply(404, 'NOT_FOUND', 'user does not exist');
    const packages = newestFirst(tags).flatMap((tag, at) => {
      const one = { type: 'container', name, version: tag.name.toLowerCase(), created_at: iso(tag.pushedAt) };
      const others = [
        { ...one, version: tag.digest },
        { ...one, name: `${name}-tools` },
      ];
      return at === 0 ? [one, ...others] : [one];
    });
    const number = numberOf(url, 'page', 1, 100_000);
    const { items, more } = pageOf(packages, number, numberOf(url, 'limit', 30, 50));
    const next = new URL(url);
    next.searchParams.set('page', `${number + 1}`);
    const headers = {
      'x-total-count': `${packages.length}`,
      ...(more ? { link: `<${next}>; rel="next"` } : {}),
    };
    return jsonReply(200, items, headers);
  },
});
