import { type ImageName, imageName } from '@deployment-automator/image-reference';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import { textOf } from '../../resource-body/spot.ts';
import type { Application } from './application.ts';
import { type HelmKeys, helmFields, helmKeys, parameterFields, valueFields } from './helm-fields.ts';
import type { ImageSettings } from './settings.ts';
import type { WriteBackTarget } from './write-back-target.ts';

/** Where one image's version stands, or what is missing for it. */
export type FoundFields = { readonly fields: readonly ImageField[] } | { readonly missing: string };

/** What an image's updates are written to: fields that are there already, as nothing is ever inserted. */
export function findFields(
  target: WriteBackTarget,
  application: Application,
  settings: ImageSettings,
  image: ImageName,
  files: ReadonlyMap<string, FileFacts>,
): FoundFields {
  // As manifests name images of Docker Hub, because Kustomize compares the text.
  const name = imageName(image).replace(/^docker\.io\/(?:library\/)?/, '');
  const keys = helmKeys(settings);
  if (target.kind === 'application') {
    const file = files.get(application.resource.place.file);
    return (
      ownFields(application, settings, image, file) ?? {
        missing: `its own manifest has neither ${wanted(name, keys)}`,
      }
    );
  }
  const file = target.paths.map((path) => files.get(path)).find((known) => known !== undefined);
  if (file === undefined) return { missing: missingFile(target, name, keys) };

  const found = fieldsIn(target.kind, file, settings, image, keys);
  if (found.length > 0) return { fields: found };
  return { missing: `${file.path} has ${missingEntry(target.kind, name, keys)}` };
}

function fieldsIn(
  kind: Exclude<WriteBackTarget['kind'], 'application'>,
  file: FileFacts,
  settings: ImageSettings,
  image: ImageName,
  keys: HelmKeys,
): readonly ImageField[] {
  switch (kind) {
    case 'kustomization':
      return kustomizeFields(file, '/images', settings, image);
    case 'values':
      return valueFields(file, '', keys);
    case 'source-file': {
      const kustomize = kustomizeFields(file, '/kustomize/images', settings, image);
      return kustomize.length > 0 ? kustomize : parameterFields(file, '', keys);
    }
  }
}

function ownFields(
  { resource, sources }: Application,
  settings: ImageSettings,
  image: ImageName,
  file: FileFacts | undefined,
): FoundFields | undefined {
  if (file === undefined) return undefined;
  const document = { ...file, ...inDocument(file, resource.place.document) };
  for (const source of sources) {
    const base = resource.place.pointer + source.pointer;
    const kustomize = kustomizeFields(document, `${base}/kustomize/images`, settings, image);
    const fields =
      kustomize.length > 0 ? kustomize : helmFields(document, `${base}/helm`, helmKeys(settings));
    if (fields.length > 0) return { fields };
  }
  return undefined;
}

function inDocument(file: FileFacts, document: number): Pick<FileFacts, 'fields' | 'openFields'> {
  const isHere = ({ place }: ImageField) => place.document === document;
  return { fields: file.fields.filter(isHere), openFields: (file.openFields ?? []).filter(isHere) };
}

/**
 * The entries of a list of Kustomize images. One that is asked for by the name that it replaces is found by that, and
 * else by the image that it comes to.
 */
function kustomizeFields(
  { fields }: FileFacts,
  list: string,
  { kustomizeName }: ImageSettings,
  image: ImageName,
): readonly ImageField[] {
  const entries = fields.filter(
    ({ place }) => place.pointer.startsWith(`${list}/`) && place.inner === undefined,
  );
  const original = kustomizeName === undefined ? undefined : textOf(kustomizeName)?.trim();
  if (original !== undefined) {
    const last = original.slice(original.lastIndexOf('/') + 1).replace(/[:@].*$/su, '');
    return entries.filter(({ name }) => name === last);
  }
  return entries.filter((entry) => entry.image !== undefined && imageName(entry.image) === imageName(image));
}

function missingFile(
  { kind, paths }: Exclude<WriteBackTarget, { kind: 'application' }>,
  name: string,
  keys: HelmKeys,
): string {
  const [path = ''] = paths;
  if (kind === 'source-file')
    return `there is no ${path} in this repo; add it, with ${name}:<tag> under kustomize.images or ${parameter(keys)} under helm.parameters`;
  return `there is no ${path} in this repo; correct the path, or add the file`;
}

function missingEntry(
  kind: Exclude<WriteBackTarget['kind'], 'application'>,
  name: string,
  keys: HelmKeys,
): string {
  if (kind === 'kustomization') return `no entry for it; add {name: ${name}, newTag: <tag>} to images`;
  if (kind === 'source-file') return `neither ${wanted(name, keys)}`;
  const key = keys.spec ?? keys.tag;
  return `no value ${key}; add it, or name another with helm.image-tag or helm.image-spec`;
}

function wanted(name: string, keys: HelmKeys): string {
  return `${name}:<tag> under kustomize.images nor ${parameter(keys)} under helm.parameters; add the one that fits`;
}

function parameter({ spec, tag }: HelmKeys): string {
  return `{name: ${spec ?? tag}, value: <tag>}`;
}
