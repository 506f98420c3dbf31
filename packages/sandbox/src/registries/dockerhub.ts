import { jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { iso, numberOf, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

const TAGS = /^\/v2\/namespaces\/([^/]+)\/repositories\/([^/]+)\/tags$/;
const TOKEN = 'hub-token';

/**
 * Docker Hub's web API: a token of its own, 100 tags a page, `next` on the Hub's public host, and no digest for tags
 * that are not active. A wrong token closes even what everybody may read.
 */
export const dockerhubFake: RegistryFake = ({ credentials }) => ({
  tagList: { pageSize: 1000, defaultPageSize: 100 },
  extension({ url, method, body, headers, ...rest }, contents) {
    if (url.pathname === '/v2/auth/token' && method === 'POST') {
      const { identifier, secret } = JSON.parse(body.toString('utf8'));
      const known = identifier === credentials?.username && secret === credentials?.password;
      if (!known) return jsonReply(401, { detail: 'incorrect authentication credentials' });
      return jsonReply(200, { access_token: TOKEN });
    }
    const [matched, owner, name] = TAGS.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const request = { url, method, body, headers, ...rest };
    const wanted =
      credentials === undefined && headers['authorization'] === undefined ? undefined : `Bearer ${TOKEN}`;
    const refused = refuseOthers(request, wanted);
    if (refused !== undefined) return refused;
    const tags = contents.tags(`${owner}/${name}`);
    if (tags === undefined) return jsonReply(404, { message: 'object not found' });

    const number = numberOf(url, 'page', 1, 100_000);
    const ordered = url.searchParams.get('ordering') === 'last_updated' ? newestFirst(tags) : tags;
    const { items, more } = pageOf(ordered, number, numberOf(url, 'page_size', 10, 100));
    const next = `https://hub.docker.com/v2/namespaces/${owner}/repositories/${name}/tags?page=${number + 1}&page_size=100`;
    const results = items.map((tag, at) => ({
      id: at,
      name: tag.name,
      last_updated: iso(tag.pushedAt),
      // Not known of tags that were pushed long ago.
      tag_last_pushed: at % 10 === 9 ? null : iso(tag.pushedAt),
      tag_status: 'active',
      media_type: tag.mediaType,
      content_type: 'image',
      full_size: tag.size,
      v2: true,
      images: [],
      ...(at % 10 === 8 ? {} : { digest: tag.digest }),
    }));
    return jsonReply(200, { count: tags.length, next: more ? next : null, previous: null, results });
  },
});
