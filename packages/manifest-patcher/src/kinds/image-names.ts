import type { Cursor } from '../tree/cursor.ts';

/** The name of an image in a pod, a task or a kustomization: that of its container, or of its Kustomize entry. */
export function containerName(at: Cursor): string | undefined {
  const name = at.get('name')?.scalar;
  if (name === undefined || at.parent?.key !== 'images') return name;
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The name of an image in Helm values: its dotted path, or the name of the container that it belongs to. */
export function valueName(at: Cursor, key?: string): string | undefined {
  if (typeof at.key === 'number' && at.get('name')?.scalar !== undefined) return containerName(at);
  const steps = valuePath(at);
  return [...steps, ...(key === undefined ? [] : [key])].join('.') || undefined;
}

/** Whether a key holds the values of a chart: Flux, Argo CD and Kustomize each have a word for it. */
export function isValuesRoot({ key }: Cursor): boolean {
  return valuesKeys.includes(String(key));
}

/** Whether a mapping is, or stands in, the values of a chart that a resource holds. */
export function isInValues(at: Cursor): boolean {
  return at.someAbove(isValuesRoot);
}

const valuesKeys: readonly string[] = ['values', 'valuesObject', 'valuesInline'];

/** The steps from the values' root, or from the document's, to a value. */
export function valuePath(at: Cursor): readonly string[] {
  if (at.parent === undefined || isValuesRoot(at)) return [];
  return [...valuePath(at.parent), String(at.key)];
}
