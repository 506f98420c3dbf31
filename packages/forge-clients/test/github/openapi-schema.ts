/** A JSON schema as OpenAPI 3.0 writes it, as far as GitHub's description uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** `whole`: what is required must be there. `part`: a value may leave fields out, but have no others. */
export type Strictness = 'whole' | 'part';

/** What does not fit, each with its place; empty where the value fits. */
export function misfits(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  strictness: Strictness,
  place = '',
): readonly string[] {
  const known = resolve(schemas, schema);
  if (value === null && known.nullable === true) return [];
  const choices = known.anyOf ?? known.oneOf;
  if (choices !== undefined) {
    const tried = choices.map((one) => misfits(schemas, one, value, strictness, place));
    return tried.find((found) => found.length === 0) ?? tried[0] ?? [];
  }
  if (known.enum !== undefined && !known.enum.includes(value))
    return [`${place}: ${JSON.stringify(value)} is none of them`];
  if (known.type !== undefined && !hasType(known.type, value)) return [`${place}: no ${known.type}`];
  if (known.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value)))
    return [`${place}: no time`];
  if (Array.isArray(value)) {
    const items = known.items ?? {};
    return value.flatMap((one, index) => misfits(schemas, items, one, strictness, `${place}/${index}`));
  }
  if (typeof value !== 'object' || value === null || known.properties === undefined) return [];
  return membersOf(schemas, known, value, strictness, place);
}

function membersOf(
  schemas: Schemas,
  schema: Schema,
  value: object,
  strictness: Strictness,
  place: string,
): readonly string[] {
  const properties = schema.properties ?? {};
  const open = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  const missing = (schema.required ?? []).filter(
    (name) => strictness === 'whole' && !Object.hasOwn(value, name),
  );
  const found = Object.entries(value).flatMap(([name, member]) => {
    const one = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (one === undefined) return open ? [] : [`${place}/${name}: unknown`];
    return misfits(schemas, one, member, strictness, `${place}/${name}`);
  });
  return [...missing.map((name) => `${place}/${name}: missing`), ...found];
}

/** The least that fits: only what is required, and null where that is allowed. */
export function least(schemas: Schemas, schema: Schema): unknown {
  const known = resolve(schemas, schema);
  if (known.nullable === true) return null;
  const [choice] = known.anyOf ?? known.oneOf ?? [];
  if (choice !== undefined) return least(schemas, choice);
  if (known.enum !== undefined) return known.enum[0];
  if (known.type === 'array') return [least(schemas, known.items ?? {})];
  if (known.type === 'string') return known.format === 'date-time' ? '2024-01-02T03:04:05Z' : 'text';
  if (known.type === 'integer' || known.type === 'number') return 1;
  if (known.type === 'boolean') return false;
  const required = known.required ?? [];
  return Object.fromEntries(required.map((name) => [name, least(schemas, known.properties?.[name] ?? {})]));
}

/** References followed, and the parts of an `allOf` put together. */
function resolve(schemas: Schemas, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const found = schemas[schema.$ref];
    if (found === undefined) throw new Error(`the fixture has no schema ${schema.$ref}`);
    return resolve(schemas, found);
  }
  if (schema.allOf === undefined) return schema;
  const parts = schema.allOf.map((one) => resolve(schemas, one));
  const { allOf: _, ...own } = schema;
  return {
    ...Object.assign({}, ...parts),
    ...own,
    properties: Object.assign({}, ...parts.map(({ properties = {} }) => properties), own.properties),
    required: [...parts.flatMap(({ required = [] }) => required), ...(own.required ?? [])],
  };
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
