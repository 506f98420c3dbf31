import type { FoundSlot } from './found-image.ts';
import type { ImageParts } from './image-parts.ts';
import { looksLikeImage, looksLikeTemplate } from './looks-like-image.ts';

/**
 * The ways in which a mapping holds one image in several scalars. The first that fits counts.
 *
 * Each is given the mapping's parts and the key that the mapping stands under.
 */
export type ImageShape = (parts: ImageParts, under: string) => readonly FoundSlot[] | undefined;

export const splitShapes: readonly ImageShape[] = [
  // `images: [{name, newName, newTag, digest}]`: Kustomize, Flux, and operators that took it over.
  ({ get, at }, under) => {
    const name = get('name');
    const version = versionSlots(get('newTag'), get('digest'));
    if (under !== 'images' || typeof at.key !== 'number' || name === undefined || version.length === 0)
      return undefined;
    return [slot('repository', get('newName') ?? name), ...version];
  },
  // `{registry, repository, tag, digest}`, and `{repository, image, tag}` where the repository is only its head.
  ({ get }) => {
    const repository = get('repository', 'imageRepository');
    const version = versionSlots(get('tag', 'imageTag'), get('digest'), get('sha'));
    if (repository === undefined || version.length === 0) return undefined;
    const image = get('image');
    const tail = image === undefined ? [] : [slot('repository', image)];
    return [
      ...registrySlot(get('registry', 'imageRegistry')),
      slot('repository', repository),
      ...tail,
      ...version,
    ];
  },
  // `image: web` beside `tag`, `imageTag` or `digest`; `imageName` beside `imageTag`.
  ({ get }) => {
    const image = get('image', 'imageName');
    const version = versionSlots(get('tag', 'imageTag'), get('digest'));
    if (image === undefined || version.length === 0 || hasVersion(image.scalar)) return undefined;
    return [...registrySlot(get('registry', 'imageRegistry')), slot('repository', image), ...version];
  },
  // `image: {name, tag}`. A name with a tag means anything elsewhere.
  ({ get }, under) => {
    const name = get('name');
    const version = versionSlots(get('tag'), get('digest'));
    if (!isImageKey(under) || name === undefined || version.length === 0) return undefined;
    return [...registrySlot(get('registry')), slot('repository', name), ...version];
  },
  // `image: {repository}` that holds the whole reference, and `image: {reference}` of an image volume.
  ({ get }, under) => {
    if (!isImageKey(under)) return undefined;
    const whole = get('reference') ?? get('repository');
    if (whole === undefined || (!hasVersion(whole.scalar) && get('reference') === undefined))
      return undefined;
    return [referenceIn(whole, get('registry'))];
  },
];

/** `fooImage` beside `fooImageTag` or `fooTag`, else a whole reference. */
export function suffixedImage({ get }: ImageParts, key: string): readonly FoundSlot[] | undefined {
  const image = get(key);
  if (image === undefined) return undefined;
  const tag = get(`${key}Tag`, key.replace(/Image$/, 'Tag'));
  if (tag === undefined || hasVersion(image.scalar)) return [wholeReference(image)];
  return [slot('repository', image), slot('tag', tag)];
}

/** A scalar that holds a whole reference, perhaps behind `docker://` as GitHub's workflows write it. */
export function wholeReference(at: FoundSlot['at']): FoundSlot {
  const prefix = /^docker:\/\//.exec(at.string ?? '')?.[0];
  return { role: 'reference', at, ...(prefix === undefined ? {} : { prefix }) };
}

/** The same beside the `registry` that is put before it, where it does not name one itself. */
export function referenceIn(at: FoundSlot['at'], registry: FoundSlot['at'] | undefined): FoundSlot {
  const whole = wholeReference(at);
  const host = registry?.string ?? '';
  const joins = looksLikeTemplate(host) || (beginsWithHost(`${host}/x`) && looksLikeImage(`${host}/x`));
  if (!joins || whole.prefix !== undefined || beginsWithHost(at.string ?? '')) return whole;
  return { ...whole, implied: `${host}/` };
}

/** Whether the first part of a reference is a host, as Docker tells it from a path. */
function beginsWithHost(text: string): boolean {
  const [host = '', ...path] = text.split('/');
  return path.length > 0 && (/[.:]/.test(host) || host === 'localhost');
}

/** Whether what stands under this key is an image. */
export function isImageKey(key: string): boolean {
  return key === 'image' || key.endsWith('Image');
}

function slot(role: FoundSlot['role'], at: FoundSlot['at']): FoundSlot {
  return { role, at };
}

function registrySlot(at: FoundSlot['at'] | undefined): readonly FoundSlot[] {
  return at === undefined ? [] : [slot('registry', at)];
}

function versionSlots(
  tag: FoundSlot['at'] | undefined,
  digest: FoundSlot['at'] | undefined,
  sha?: FoundSlot['at'],
): readonly FoundSlot[] {
  const found: FoundSlot[] = [];
  if (tag !== undefined) found.push(slot('tag', tag));
  if (digest !== undefined) found.push(slot('digest', digest));
  else if (sha !== undefined) found.push({ ...slot('digest', sha), implied: 'sha256:' });
  return found;
}

function hasVersion(text: string | undefined): boolean {
  return text !== undefined && text.length < 1200 && /[:@][^/]*$/.test(text);
}
