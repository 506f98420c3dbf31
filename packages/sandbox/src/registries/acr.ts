import { errorReply, jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { basicOf, numberOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

const TAGS = /^\/acr\/v1\/(.+)\/_tags$/;
const REFRESH = 'acr-refresh-token';

/**
 * Azure's data plane: tags with times of seven digits, a relative `Link`, `null` for no tags. It takes user and
 * password as they are, or a token for `metadata_read`, which comes from a refresh token and names no life.
 */
export const acrFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  extension(request, contents) {
    const { url, method, body, headers } = request;
    const form = new URLSearchParams(method === 'POST' ? body.toString('utf8') : url.search);
    if (url.pathname === '/oauth2/exchange' && method === 'POST') {
      const known =
        form.get('grant_type') === 'access_token' && form.get('access_token') === credentials?.password;
      return known ? jsonReply(200, { refresh_token: REFRESH }) : errorReply(401, 'UNAUTHORIZED', 'no');
    }
    if (url.pathname === '/oauth2/token') {
      const known = credentials === undefined || form.get('refresh_token') === REFRESH;
      const access_token = `token for ${form.get('scope')}`.replaceAll(' ', '-');
      return known ? jsonReply(200, { access_token }) : errorReply(401, 'UNAUTHORIZED', 'no');
    }
    const [matched, name = ''] = TAGS.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const bearer = `Bearer token-for-repository:${name}:metadata_read`;
    const wanted =
      credentials !== undefined && headers['authorization'] !== bearer ? basicOf(credentials) : bearer;
    const refused = refuseOthers(request, wanted);
    if (refused !== undefined) return refused;
    const tags = contents.tags(name);
    if (tags === undefined) return errorReply(404, 'NAME_UNKNOWN', 'repository name not known to registry');

    const size = numberOf(url, 'n', 100, 1000);
    const ordered = url.searchParams.get('orderby') === 'timedesc' ? newestFirst(tags) : tags;
    const last = url.searchParams.get('last');
    const from = last === null ? 0 : ordered.findIndex((tag) => tag.name === last) + 1;
    const items = ordered.slice(from, from + size);
    const next = new URLSearchParams({ last: items.at(-1)?.name ?? '', n: `${size}`, orderby: 'timedesc' });
    const more = from + size < ordered.length;
    const time = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');
    return jsonReply(
      200,
      {
        registry: url.host,
        imageName: name,
        tags:
          items.length === 0
            ? null
            : items.map((tag) => ({
                name: tag.name,
                digest: tag.digest,
                createdTime: time(tag.uploadedAt),
                lastUpdateTime: time(tag.pushedAt),
                signed: false,
                changeableAttributes: {
                  deleteEnabled: true,
                  writeEnabled: true,
                  readEnabled: true,
                  listEnabled: true,
                },
              })),
      },
      more ? { link: `</acr/v1/${name}/_tags?${next}>; rel="next"` } : {},
    );
  },
});
