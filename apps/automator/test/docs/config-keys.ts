import { z } from 'zod';
import { configSchema } from '../../src/config/schema.ts';

/** Every key of `automator.yaml` as pages name it: `configRepos[].limits.updatesPerRun`, `webhooks.forge.<kind>`. */
export function configKeys(): readonly string[] {
  const keys = new Set<string>();
  gather(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }), '', keys);
  return [...keys];
}

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: unknown;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

function gather(shape: object, path: string, keys: Set<string>): void {
  const { properties, additionalProperties, items, anyOf, oneOf, allOf }: Shape = shape;
  for (const branch of [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])]) gather(branch, path, keys);
  if (items !== undefined) gather(items, `${path}[]`, keys);
  if (typeof additionalProperties === 'object') gather(additionalProperties, `${path}.<kind>`, keys);
  for (const [name, inner] of Object.entries(properties ?? {})) {
    const key = path === '' ? name : `${path}.${name}`;
    keys.add(key);
    gather(inner, key, keys);
  }
}
