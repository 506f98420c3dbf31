import { jsonReply } from '../registry/reply.ts';
import { byDigest } from './by-digest.ts';
import { iso, numberOf, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

const VERSIONS = /^\/(orgs|users)\/([^/]+)\/packages\/container\/([^/]+)\/versions$/;

/**
 * GitHub's list of versions: a token even for public packages, digests with and without tags, an owner that is a user
 * (here every owner that begins with `user`) is no organisation. The list of tags is oldest first.
 */
export const ghcrFake: RegistryFake = ({ credentials }) => ({
  auth: 'bearer',
  tagList: { oldestFirst: true, defaultPageSize: 100 },
  extension(request, contents) {
    const { url } = request;
    const [matched, owners, owner = '', name = ''] = VERSIONS.exec(url.pathname) ?? [];
    if (matched === undefined) return undefined;
    const token = credentials?.password;
    const refused = refuseOthers(request, `Bearer ${token ?? 'a token'}`);
    if (refused !== undefined) return refused;
    const tags = contents.tags(`${owner}/${decodeURIComponent(name)}`);
    const isUser = owner.startsWith('user');
    if (tags === undefined || isUser !== (owners === 'users'))
      return jsonReply(404, { message: 'Not Found' });

    const number = numberOf(url, 'page', 1, 100_000);
    const size = numberOf(url, 'per_page', 30, 100);
    const { items, more } = pageOf(byDigest(tags).flatMap(withChild), number, size);
    const next = new URL(url);
    next.searchParams.set('page', `${number + 1}`);
    return jsonReply(200, items, more ? { link: `<${next}>; rel="next", <${next}>; rel="last"` } : {});
  },
});

/** Each image has another version without a tag: one of its platforms. */
function withChild(image: ReturnType<typeof byDigest>[number]): readonly object[] {
  const created_at = iso(image.uploadedAt);
  const version = (name: string, tags: readonly string[]): object => ({
    name,
    created_at,
    updated_at: created_at,
    metadata: { package_type: 'container', container: { tags } },
  });
  const names = image.tags.map(({ name }) => name);
  return [version(image.digest, names), version(image.digest.replace(/.{8}$/, '00000000'), [])];
}
