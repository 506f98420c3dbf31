import { isMap, isScalar } from 'yaml';
import type { SlotRole } from '../facts.ts';
import { isInValues, valuePath } from '../kinds/image-names.ts';
import { imageOption } from '../text/marks.ts';
import type { Cursor } from '../tree/cursor.ts';
import { holdsReference } from './open-field.ts';
import type { OpenScalar } from './open-scalar.ts';

/** The scalars of a document that comments can mark, by the line on which each ends. */
export type ScalarsByLine = ReadonlyMap<number, readonly Cursor[]>;

/** Values and items on one line each; what a block scalar ends in cannot be commented. */
export function scalarsByLine(root: Cursor, lineOf: (offset: number) => number): ScalarsByLine {
  const byLine = new Map<number, Cursor[]>();
  const pending = [root];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    pending.push(...at.children());
    if (!isScalar(at.node) || at.node.type?.startsWith('BLOCK') === true) continue;
    const line = lineOf(at.span.end);
    const known = byLine.get(line);
    if (known === undefined) byLine.set(line, [at]);
    else known.push(at);
  }
  return byLine;
}

/** What a comment makes of the scalar that it marks; undefined where it marks no version or reference. */
export function markedScalar(
  at: Cursor,
  { key, value }: { readonly key: string; readonly value: string },
): OpenScalar | undefined {
  const role = key === 'automator' ? automatorRole(at, value) : policyRole(at, value);
  return role === undefined ? undefined : { at, role, name: nameOf(at) };
}

/** A whole reference says itself what it is; for anything else the comment must name the image. */
function automatorRole({ scalar = '' }: Cursor, value: string): SlotRole | undefined {
  if (holdsReference(scalar)) return 'reference';
  return imageOption.test(value) ? 'tag' : undefined;
}

/** Flux takes no comment behind a flow mapping for a marker of what stands in it. */
function policyRole(at: Cursor, value: string): SlotRole | undefined {
  if (isInFlowMapping(at)) return undefined;
  const match = /^[\w.-]+:[\w.-]+(?::(tag|name|digest))?$/.exec(value);
  if (match === null) return undefined;
  if (match[1] === 'name') return 'repository';
  return match[1] === 'tag' || match[1] === 'digest' ? match[1] : 'reference';
}

export function isInFlowMapping(at: Cursor): boolean {
  return at.someAbove(({ node }) => isMap(node) && node.flow === true);
}

/** The dotted path under the values that it stands in, else that from the document's root, items by their names. */
function nameOf(at: Cursor): string {
  return (isInValues(at) ? valuePath(at) : namedPath(at)).join('.');
}

function namedPath({ parent, key, node }: Cursor): readonly string[] {
  if (parent === undefined) return [];
  const name = typeof key === 'number' && isMap(node) ? itemName(parent, key) : undefined;
  return [...namedPath(parent), name ?? String(key)];
}

function itemName(list: Cursor, index: number): string | undefined {
  return list
    .children()
    .find(({ key }) => key === index)
    ?.get('name')?.scalar;
}
