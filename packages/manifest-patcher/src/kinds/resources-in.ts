import type { Cursor } from '../tree/cursor.ts';

/** A mapping that names its kind. */
export interface FoundResource {
  readonly at: Cursor;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The Kubernetes objects of a document: its root, and those that it lists. */
export function* resourcesIn(at: Cursor): Generator<FoundResource> {
  const kind = at.get('kind')?.string;
  if (kind === undefined) return;
  const namespace = at.at(['metadata', 'namespace'])?.scalar;
  yield {
    at,
    apiVersion: at.get('apiVersion')?.scalar ?? '',
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name: at.at(['metadata', 'name'])?.scalar ?? '',
  };
  for (const item of nestedResources(at)?.children() ?? []) yield* resourcesIn(item);
}

/** The objects that a resource lists: the items of any `List` (`DeploymentList`, ...), the objects of a `Template`. */
export function nestedResources(resource: Cursor): Cursor | undefined {
  const kind = resource.get('kind')?.string ?? '';
  if (kind.endsWith('List')) return resource.get('items');
  return kind === 'Template' ? resource.get('objects') : undefined;
}
