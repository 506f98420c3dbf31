import { isMap, isNode, isScalar } from 'yaml';
import type { Cursor } from '../tree/cursor.ts';

/** The entries of one mapping in which an image or a part of one may stand. */
export interface ImageParts {
  readonly at: Cursor;
  /** The value of a key where it is a scalar, an alias, or a template that YAML reads as a mapping. */
  get(...keys: readonly string[]): Cursor | undefined;
  /** Keys such as `baseImage`, in their order. */
  readonly suffixed: readonly string[];
}

/** Everything that a shape looks at; undefined where the mapping has nothing of the kind. */
export function imageParts(at: Cursor): ImageParts | undefined {
  if (!isMap(at.node)) return undefined;
  let known = false;
  const suffixed: string[] = [];
  for (const { key } of at.node.items) {
    if (!isScalar(key) || key.source === undefined) continue;
    if (leadingKeys.has(key.source)) known = true;
    else if (suffixedKey.test(key.source)) suffixed.push(key.source);
  }
  if (!known && suffixed.length === 0) return undefined;
  const get = (...keys: readonly string[]): Cursor | undefined => {
    for (const key of keys) {
      const value = at.get(key);
      if (value !== undefined && isPart(value)) return value;
    }
    return undefined;
  };
  return { at, get, suffixed };
}

/** Without one of these there is no shape; the others only complete it. */
const leadingKeys: ReadonlySet<string> = new Set([
  'image',
  'repository',
  'imageName',
  'imageRepository',
  'reference',
  'newTag',
  'tag',
  'digest',
]);

/** `vmImage` is a virtual machine's; `backgroundImage` and its like are pictures, which their values show. */
const suffixedKey = /^(?!vmImage$)\w*[a-z0-9]Image$/;

function isPart({ node, isAlias, source }: Cursor): boolean {
  return isScalar(node) || isAlias || (isMap(node) && isNode(node) && source.startsWith('{{'));
}
