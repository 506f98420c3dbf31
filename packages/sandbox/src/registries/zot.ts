import { errorReply, jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { basicOf, iso, type RegistryFake } from './registry-fake.ts';

/** The `search` extension of zot. Its time is that of the build, which here is that of the push. */
export const zotFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  extension({ url, method, body, headers }, contents) {
    if (url.pathname !== '/v2/_zot/ext/search' || method !== 'POST') return undefined;
    if (credentials !== undefined && headers['authorization'] !== basicOf(credentials)) {
      return errorReply(401, 'UNAUTHORIZED', 'unauthorized', { 'www-authenticate': 'Basic realm="zot"' });
    }
    const { variables } = JSON.parse(body.toString('utf8'));
    const tags = contents.tags(variables.repo);
    if (tags === undefined)
      return jsonReply(200, { errors: [{ message: 'repository not found' }], data: null });
    const Results = newestFirst(tags)
      .slice(variables.offset, variables.offset + variables.limit)
      .map((tag) => ({ Tag: tag.name, Digest: tag.digest, LastUpdated: iso(tag.pushedAt) }));
    return jsonReply(200, { data: { ImageList: { Results } } });
  },
});
