import { z } from 'zod';
import { RegistryError } from '../registry-error.ts';
import { bearerProof, closed, tokenOf } from './proof.ts';
import { readJson } from './read-json.ts';
import { readTime, timed } from './read-time.ts';
import type { AdapterContext, RegistryAdapter } from './registry-adapter.ts';

const REPOSITORY_MILLISECONDS = 3_600_000;

const repositories = z.object({
  data: z.record(
    z.string(),
    z
      .object({
        containerRepositories: z.object({ nodes: z.array(z.object({ id: z.string(), path: z.string() })) }),
      })
      .nullable(),
  ),
});
const page = z.object({
  data: z.object({
    containerRepository: z.object({
      tags: z.object({
        nodes: z.array(
          z.object({ name: z.string(), digest: z.string().nullish(), publishedAt: z.string().nullish() }),
        ),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      }),
    }),
  }),
});

const TAGS = `query ($id: ContainerRepositoryID!, $after: String) {
  containerRepository(id: $id) {
    tags(first: 100, after: $after, sort: PUBLISHED_AT_DESC) {
      nodes { name digest publishedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/**
 * GitLab's GraphQL API, which orders by the time of the push where the registry has its metadata database (as
 * GitLab.com). It lives on GitLab's own host, not on the registry's.
 */
export const gitlab: RegistryAdapter = {
  kind: 'gitlab',
  matches: (host) => host === 'registry.gitlab.com',
  time: 'pushed',
  newestFirst: true,
  async *list(context) {
    const id = await context.remember(`repository ${context.subject.repository}`, () => findId(context));
    let after: string | null = null;
    do {
      const answer: z.output<typeof page> = await query(context, TAGS, { id, after }, page);
      const { nodes, pageInfo } = answer.data.containerRepository.tags;
      yield nodes.map(({ name, digest, publishedAt }) => ({
        tag: name,
        ...(digest == null ? {} : { digest }),
        ...timed('pushedAt', readTime(publishedAt)),
      }));
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    } while (after !== null);
  },
};

/** The path of an image does not say where the project's ends, so all that it can be are asked in one request. */
async function findId(context: AdapterContext): Promise<{ value: string; expiresAt: number }> {
  const { repository } = context.subject;
  const parts = repository.split('/');
  const projects = parts.slice(1).map((_, at) => parts.slice(0, at + 2).join('/'));
  const fields = projects.map(
    (path, at) =>
      `p${at}: project(fullPath: ${JSON.stringify(path)}) { containerRepositories(first: 100) { nodes { id path } } }`,
  );
  const { data } = await query(context, `{ ${fields.join(' ')} }`, {}, repositories);
  const nodes = Object.values(data).flatMap((project) => project?.containerRepositories.nodes ?? []);
  const found = nodes.find(({ path }) => path.toLowerCase() === repository);
  if (found === undefined)
    throw new RegistryError('not-found', context.subject, 'GitLab shows no such repository');
  return { value: found.id, expiresAt: context.now() + REPOSITORY_MILLISECONDS };
}

async function query<Shape>(
  context: AdapterContext,
  text: string,
  variables: object,
  shape: z.ZodType<Shape>,
): Promise<Shape> {
  const api =
    context.apiUrl ?? (context.subject.host === 'registry.gitlab.com' ? 'https://gitlab.com' : undefined);
  if (api === undefined)
    throw closed(context, 'where its GitLab is was not said; set apiUrl of this registry');
  const token = tokenOf(context.credential);
  const answer = await context.ask({
    url: new URL(`${api}/api/graphql`),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
    ...(token === undefined ? {} : bearerProof(token)),
  });
  return readJson(context, answer, shape);
}
