import type { Cursor } from '../tree/cursor.ts';

/** A mapping that names its kind. */
export interface FoundResource {
  readonly at: Cursor;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The Kubernetes objects of a document: its root, and the items of any `List` (`DeploymentList`, ...). */
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
  if (!kind.endsWith('List')) return;
  for (const item of at.get('items')?.children() ?? []) yield* resourcesIn(item);
}
