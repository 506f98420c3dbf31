import { problemDetails } from '@deployment-automator/api-schema';
import { z } from 'zod';
import type { ApiRoute } from './route.ts';
import { sharedSchemas } from './shared-schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document, from the same list that makes the routes. */
export function openApiDocument(routes: readonly ApiRoute[], version: string): Json {
  const schemas = componentsOf(sharedSchemas);
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    paths[route.path] = operations;
    operations[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Deployment Automator',
      version,
      description: 'Which images are bound where, what was decided for them and why, and what was written.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Relative, since the service may stand behind any path prefix.
    servers: [{ url: '..' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of `api.tokens`.' } },
    },
  };
}

function operationOf(route: ApiRoute): Json {
  const { name, summary, access, status = 200, answer, asks, problems = [], example, run } = route;
  const { params, query, headers, body } = asks.shape;
  const parameters = [
    ...parametersOf('path', params),
    ...parametersOf('query', query),
    ...parametersOf('header', headers),
  ];
  const media = run.kind === 'stream' ? 'text/event-stream' : 'application/json';
  const kept = run.kind === 'answer' && route.method === 'GET';
  const wrong = [...new Set([400, ...(access === 'open' ? [] : [401]), ...problems])].sort((a, b) => a - b);
  return {
    operationId: name,
    summary,
    ...(access === 'open' && { security: [] }),
    ...(access === 'read' && { security: [{ token: [] }, {}] }),
    parameters: kept
      ? [...parameters, { name: 'if-none-match', in: 'header', required: false, schema: { type: 'string' } }]
      : parameters,
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: referTo(body), ...(example !== undefined && { example }) },
        },
      },
    }),
    responses: {
      [status]: {
        description: run.kind === 'stream' ? 'Events, each with one such object as its data.' : 'The answer.',
        ...(kept && { headers: { etag: { schema: { type: 'string' } } } }),
        content: { [media]: { schema: referTo(answer) } },
      },
      ...(kept && { 304: { description: 'It is as `if-none-match` says.' } }),
      ...Object.fromEntries(
        wrong.map((code) => [
          code,
          {
            description: 'What is wrong, and the next step.',
            content: { 'application/problem+json': { schema: referTo(problemDetails) } },
          },
        ]),
      ),
    },
  };
}

function parametersOf(place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, options);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...plain } = property as Json;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: plain,
    };
  });
}

/** A shared schema by its name, any other one as it is. */
function referTo(schema: z.ZodType): Json {
  const [name] = Object.entries(sharedSchemas).find(([, shared]) => shared === schema) ?? [];
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, options);
  return plain;
}

function componentsOf(shared: Readonly<Record<string, z.ZodType>>): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(shared)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _uri, ...plain }]) => [id, plain]),
  );
}

/** What goes in, also for answers: that leaves room for more properties, as a later version may have them. */
const options: z.core.ToJSONSchemaParams = {
  io: 'input',
  target: 'draft-2020-12',
  override: ({ jsonSchema }) => {
    // The format says it, and a page of pattern says it no better.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  },
};
