import type { Json, Place, Resource } from '@deployment-automator/manifest-patcher';

/** A place in a resource's body, with what is written there; `value` is undefined where nothing is. */
export interface Spot {
  readonly resource: Resource;
  /** JSON pointer inside the resource. */
  readonly pointer: string;
  readonly value: Json | undefined;
}

export function rootSpot(resource: Resource): Spot {
  return { resource, pointer: '', value: resource.body?.value };
}

/** What stands under a key, or under a path of keys. */
export function below(spot: Spot, ...keys: readonly string[]): Spot {
  return keys.reduce<Spot>(
    ({ resource, pointer, value }, key) => ({
      resource,
      pointer: pointer + step(key),
      value: isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined,
    }),
    spot,
  );
}

/** The items of a list; none where it is no list. */
export function itemsOf({ resource, pointer, value }: Spot): readonly Spot[] {
  if (!isList(value)) return [];
  return value.map((item, index) => ({ resource, pointer: `${pointer}/${index}`, value: item }));
}

/** The entries of a mapping with what is written under them; none where it is no mapping. */
export function entriesOf(spot: Spot): readonly (readonly [string, Spot])[] {
  return isMapping(spot.value) ? Object.keys(spot.value).map((key) => [key, below(spot, key)]) : [];
}

export function textOf({ value }: Spot): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The words of a list, or of a text in which commas part them. */
export function wordsOf({ value }: Spot): readonly string[] {
  const words = isList(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

/** Where it is written; the nearest line that is known where nothing is written there. */
export function placeOf({ resource, pointer }: Spot): Place {
  const { place, body } = resource;
  let known = pointer;
  while (known !== '' && body?.lines[known] === undefined) known = known.slice(0, known.lastIndexOf('/'));
  const line = body?.lines[known];
  if (line === undefined || known === '') return place;
  return { file: place.file, document: place.document, pointer: place.pointer + known, line, column: 1 };
}

/** A mapping of texts, as labels are. */
export function textsOf(spot: Spot): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(spot).flatMap(([key, entry]) => {
      const text = textOf(entry);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function step(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isMapping(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
