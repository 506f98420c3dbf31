import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';

/**
 * What a field is known by across commits and moves of list items: its resource and its container or values path. A
 * field that has neither is known by its place alone.
 */
export function fieldKey(field: ImageField, { resources }: Pick<FileFacts, 'resources'>): string {
  const { owner, name, place } = field;
  const resource = resources.find(({ id }) => id === owner);
  const ownerName =
    resource === undefined ? '' : `${resource.kind} ${resource.namespace ?? ''}/${resource.name}`;
  const own = name ?? `${place.pointer}${place.inner === undefined ? '' : `!${place.inner}`}`;
  return `${ownerName === '' ? `document ${place.document}` : ownerName} ${own}`;
}

/**
 * Finds the field of that key. Where several have it, the one at the same place counts, and none where there is none.
 *
 * @param id as the field was called where the key was taken
 */
export function findField(facts: FileFacts, key: string, id: string): ImageField | undefined {
  const fields = [...facts.fields, ...(facts.openFields ?? [])];
  const found = fields.filter((field) => fieldKey(field, facts) === key);
  return found.length === 1 ? found[0] : found.find((field) => field.id === id);
}
