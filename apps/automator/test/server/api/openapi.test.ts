import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../src/server/api/openapi.ts';
import { apiRoutes } from '../../../src/service/api-routes.ts';
import { served } from './served.ts';

/** Nothing is asked of them here. */
const nobody = <T extends object>(): T =>
  new Proxy({} as T, {
    get: () => () => {
      throw new Error('not asked');
    },
  });
const routes = apiRoutes(nobody());
const document = JSON.parse(JSON.stringify(openApiDocument(routes, '1.2.3'))) as OpenApi;

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly example?: unknown } };
  };
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

describe('the OpenAPI document', () => {
  it('is of version 3.1, and every reference in it resolves', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(ref) ?? [];
      expect(Object.keys(document.components.schemas), ref).toContain(name);
    }
  });

  it('names every shape only where it is of use', () => {
    const used = new Set(refsIn(document).map((ref) => ref.split('/').at(-1)));
    expect(Object.keys(document.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  it('has every route, each under a name of its own', async () => {
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(routes.length);
    const server = served({ routes });
    await server.ready();
    for (const { path, method } of operations) {
      const url = path.replace(/\{(\w+)\}/g, ':$1');
      expect([path, server.hasRoute({ method: method.toUpperCase() as 'GET', url })]).toEqual([path, true]);
    }
    await server.close();
  });

  it('says of each path which parts of it are parameters', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const said = operation.parameters.filter((one) => one.in === 'path');
      expect(said.map(({ name }) => name)).toEqual(named);
      expect(said.every(({ required }) => required)).toBe(true);
    }
  });

  it('says how a request fails, and shows one where a body is needed', () => {
    for (const { path, method, operation } of operations) {
      expect(Object.keys(operation.responses), path).toContain('400');
      if (path !== '/api/v1/session') expect(Object.keys(operation.responses), path).toContain('401');
      if (method === 'post') {
        expect(operation.requestBody?.content['application/json'].example, path).toBeDefined();
      }
    }
  });

  it('shows requests that its own schemas take', () => {
    for (const { asks, example } of routes) {
      if (example !== undefined) expect(asks.shape.body?.safeParse(example).success).toBe(true);
    }
  });

  it('is there without a token, and says on what prefix it stands', async () => {
    const server = served({ routes });
    const answer = await server.inject('/api/openapi.json');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ servers: [{ url: '..' }], info: { version: '1.2.3' } });
    await server.close();
  });
});
