import { readFileSync } from 'node:fs';
import type { Schema, Schemas } from './openapi-schema.ts';

/** One operation of GitHub's REST API. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: Schema;
  /** By status; an empty schema for those whose body is not described here. */
  readonly responses: Readonly<Record<string, Schema>>;
}

/** The operations that are used, out of GitHub's own OpenAPI description. */
export interface Description {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Schemas;
}

export function readDescription(): Description {
  const file = new URL('../fixtures/github-operations.json', import.meta.url);
  const description: Description = JSON.parse(readFileSync(file, 'utf8'));
  return description;
}

/** The operation that a request is; `path` without the API's prefix and without query. */
export function operationOf(
  description: Description,
  method: string,
  path: string,
): [string, Operation] | undefined {
  return Object.entries(description.operations)
    .filter(([, operation]) => operation.method === method && pattern(operation.path).test(path))
    .sort(([, one], [, other]) => other.path.length - one.path.length)
    .at(0);
}

/** A ref may hold slashes, whatever the path says; GitHub marks those parameters as of several segments. */
function pattern(path: string): RegExp {
  const open = /\/(?:\{ref\}|\{basehead\})$/.test(path);
  const shape = path.replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${open ? shape.replace(/\[\^\/\]\+$/, '.+') : shape}$`);
}
