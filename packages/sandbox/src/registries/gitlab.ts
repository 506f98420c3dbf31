import { jsonReply } from '../registry/reply.ts';
import { newestFirst } from './by-digest.ts';
import { iso, pageOf, type RegistryFake, refuseOthers } from './registry-fake.ts';

const PREFIX = 'gid://gitlab/ContainerRepository/';

/**
 * GitLab's GraphQL API: a project is found by its path and its image repositories by their id; mistakes are told in
 * `errors` with status 200; tags from before its metadata database have no time.
 */
export const gitlabFake: RegistryFake = ({ credentials }) => ({
  auth: credentials === undefined ? 'none' : 'bearer',
  extension(request, contents) {
    if (request.url.pathname !== '/api/graphql') return undefined;
    const refused = refuseOthers(
      request,
      credentials === undefined ? undefined : `Bearer ${credentials.password}`,
    );
    if (refused !== undefined) return refused;
    const { query, variables } = JSON.parse(request.body.toString('utf8'));
    if (variables.id === undefined) return jsonReply(200, { data: projects(String(query), contents.tags) });

    const repository = String(variables.id).slice(PREFIX.length);
    const tags = contents.tags(repository);
    if (tags === undefined) return jsonReply(200, { data: { containerRepository: null } });
    if (!String(query).includes('PUBLISHED_AT_DESC'))
      return jsonReply(200, { errors: [{ message: 'no order' }] });
    const number = Number(variables.after ?? 1);
    const { items, more } = pageOf(newestFirst(tags), number, 100);
    const nodes = items.map(({ name, digest, pushedAt }) => ({ name, digest, publishedAt: iso(pushedAt) }));
    const pageInfo = { hasNextPage: more, endCursor: `${number + 1}` };
    return jsonReply(200, { data: { containerRepository: { tags: { nodes, pageInfo } } } });
  },
});

/** Every project has two parts in its path here, and one image repository below it or at it. */
function projects(query: string, tags: (repository: string) => unknown): Record<string, unknown> {
  const asked = [...query.matchAll(/(p\d+): project\(fullPath: "([^"]+)"\)/g)];
  const paths = asked.map(([, , path = '']) => path);
  const deepest = paths.at(-1) ?? '';
  return Object.fromEntries(
    asked.map(([, alias = '', path = '']) => {
      const isProject = path.split('/').length === 2;
      const nodes = tags(deepest) === undefined ? [] : [{ id: `${PREFIX}${deepest}`, path: deepest }];
      return [alias, isProject ? { containerRepositories: { nodes } } : null];
    }),
  );
}
