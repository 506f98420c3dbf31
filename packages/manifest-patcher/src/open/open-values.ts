import { isScalar } from 'yaml';
import { valuePath } from '../kinds/image-names.ts';
import type { Cursor } from '../tree/cursor.ts';
import { canHold } from './open-field.ts';
import type { OpenScalar } from './open-scalar.ts';

/** Scalars in the values of a chart whose key says that they hold a version, named by their dotted paths. */
export function* openValues(at: Cursor): Generator<OpenScalar> {
  for (const child of at.children()) {
    if (!isScalar(child.node)) yield* openValues(child);
    else if (isVersion(child)) yield { at: child, role: 'tag', name: valuePath(child).join('.') };
  }
}

function isVersion({ key, node, isNull, scalar = '' }: Cursor): boolean {
  if (typeof key !== 'string' || !/(?:tag|version)$/i.test(key) || key === 'apiVersion') return false;
  if (isNull) return true;
  return isScalar(node) && typeof node.value !== 'boolean' && canHold('tag', scalar);
}
