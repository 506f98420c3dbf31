import { imageName, tryParseImageReference } from '@deployment-automator/image-reference';
import {
  type FileFacts,
  type ImageField,
  idBelow,
  type Json,
  type Note,
  type Resource,
} from '@deployment-automator/manifest-patcher';
import { type ChartImage, chartImages, valueAt } from './chart-images.ts';
import type { Container, ContainerFault } from './container.ts';
import { isStray, type MappedImage, mappedImages } from './mapping-notes.ts';

/**
 * The images of a HelmRelease: those that annotations point to, and those that Flux v1 sees by itself under another
 * name. What only other tools would take for an image is not among them.
 */
export function chartContainers(
  resource: Resource,
  file: FileFacts,
  notes: readonly Note[],
): readonly Container[] {
  const values = valueAt(resource.body?.value ?? null, ['spec', 'values']) ?? null;
  const mapped = mappedImages(notes).filter((one): one is MappedImage => !isStray(one));
  const names = new Set(mapped.map(({ image }) => image.name));
  const seen = chartImages(values).filter(({ name }) => !names.has(name));
  return [...mapped, ...seen.map((image): MappedImage => ({ image, notes: [] }))].map((one) => ({
    name: one.image.name,
    field: fieldOf(one.image, values, resource, file),
    mappedBy: one.notes,
  }));
}

function fieldOf(
  image: ChartImage,
  values: Json,
  resource: Resource,
  file: FileFacts,
): ImageField | ContainerFault {
  const parts = [image.registry, image.repository, image.tag];
  const ids = parts.flatMap((path) => (path === undefined ? [] : [idOf(path)]));
  const known = file.fields.filter(({ id }) => ids.includes(id));
  const fault = (code: ContainerFault['code'], message: string): ContainerFault => ({
    code,
    message: `${image.name}: ${message}`,
    fields: known.map(({ id }) => id),
  });
  for (const path of parts) {
    if (path === undefined || typeof valueAt(values, path) === 'string') continue;
    const what = valueAt(values, path) === undefined ? 'nothing stands' : 'something other than text stands';
    return fault('unresolved', `${what} at ${path.join('.')} in spec.values; write text there, in quotes`);
  }
  const field = known.find(({ id }) => id === idOf(image.tag ?? image.repository));
  if (field === undefined) {
    const message = `no version can be written at ${(image.tag ?? image.repository).join('.')}; add a tag beside it`;
    return fault('unresolved', message);
  }
  const meant = nameIn(image, values);
  if (field.image !== undefined && imageName(field.image) !== meant) {
    return fault(
      'other-image',
      `this is ${imageName(field.image)}, but Flux v1 reads ${meant ?? 'no image'} here`,
    );
  }
  return field;

  function idOf(path: readonly string[]): string {
    return idBelow(resource.id, 'spec', 'values', ...path);
  }
}

function nameIn({ registry, repository }: ChartImage, values: Json): string | undefined {
  const text = [registry, repository].flatMap((path) => (path === undefined ? [] : [valueAt(values, path)]));
  const image = tryParseImageReference(text.join('/'));
  return image && imageName(image);
}
