import { errorReply, jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { basicOf, iso, type RegistryFake, refuseOthers } from './registry-fake.ts';

const QUERY =
  /^items\.find\((\{.*?\}\})\)\.include\(([^)]*)\)\.sort\((\{[^)]*\})\)\.offset\((\d+)\)\.limit\((\d+)\)$/;

/**
 * Artifactory's query language, as much of it as finds manifests. It also finds the manifests of single platforms and
 * those of images deeper in the path, and nothing at all below a virtual repository (here: `virtual`).
 */
export const artifactoryFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'basic',
  tagList: { brokenLinks: true },
  extension(request, contents) {
    const { url, method, body } = request;
    if (url.pathname !== '/artifactory/api/search/aql' || method !== 'POST') return undefined;
    const refused = refuseOthers(request, credentials === undefined ? undefined : basicOf(credentials));
    if (refused !== undefined) return refused;
    const [matched, criteria = '', fields = '', , offset, limit] = QUERY.exec(body.toString('utf8')) ?? [];
    if (matched === undefined) return errorReply(400, 'BAD_QUERY', 'Failed to parse query');
    const { repo, path } = JSON.parse(criteria);
    for (const field of ['repo', 'path', 'name']) {
      if (!fields.includes(`"${field}"`))
        return errorReply(400, 'BAD_QUERY', 'For permissions reasons AQL demands it');
    }
    const image = String(path.$match).replace(/\/\*$/, '');
    const tags = repo === 'virtual' ? [] : (contents.tags(`${repo}/${image}`) ?? []);
    const item = (folder: string, digest: string, at: number): object => ({
      repo,
      path: `${image}/${folder}`,
      name: 'manifest.json',
      sha256: digest.replace('sha256:', ''),
      modified: iso(at),
    });
    const items = newestFirst(tags).flatMap((tag, at) => [
      item(tag.name, tag.digest, tag.pushedAt),
      ...(at === 0
        ? [
            item(`sha256__${'0'.repeat(64)}`, tag.digest, tag.pushedAt),
            item(`deeper/${tag.name}`, tag.digest, tag.pushedAt),
          ]
        : []),
    ]);
    const results = items.slice(Number(offset), Number(offset) + Number(limit));
    return jsonReply(200, { results, range: { start_pos: Number(offset), total: results.length } });
  },
});
