import type { Json } from '@deployment-automator/manifest-patcher';

/** Where a chart's values hold one image: the steps to each part below `spec.values`. */
export interface ChartImage {
  readonly name: string;
  readonly repository: readonly string[];
  readonly registry?: readonly string[];
  readonly tag?: readonly string[];
}

/** What Flux v1 calls the image at the top of the values. */
const topName = 'chart-image';

/** The images that Flux v1 sees by itself: at the top of the values and in each mapping right below, no deeper. */
export function chartImages(values: Json): readonly ChartImage[] {
  if (!isMapping(values)) return [];
  return [
    ...imageIn(values, [], topName),
    ...Object.entries(values).flatMap(([key, child]) => (isMapping(child) ? imageIn(child, [key], key) : [])),
  ];
}

/** `image: r:t`, `image` beside `tag` or `registry`, or `image: {repository, tag, registry}`. */
function imageIn(mapping: Mapping, at: readonly string[], name: string): readonly ChartImage[] {
  const image = mapping['image'];
  if (typeof image === 'string') return [chartImage(mapping, at, name, 'image')];
  if (!isMapping(image) || typeof image['repository'] !== 'string') return [];
  return [chartImage(image, [...at, 'image'], name, 'repository')];
}

function chartImage(parts: Mapping, at: readonly string[], name: string, repository: string): ChartImage {
  const isThere = (key: string): boolean => (parts[key] ?? null) !== null;
  return {
    name,
    repository: [...at, repository],
    ...(isThere('registry') && { registry: [...at, 'registry'] }),
    ...(isThere('tag') && { tag: [...at, 'tag'] }),
  };
}

/** What stands at a path below the values. */
export function valueAt(values: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = values;
  for (const step of path) at = isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}

type Mapping = { readonly [key: string]: Json };

function isMapping(value: Json | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
