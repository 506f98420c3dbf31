const INDEXES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFESTS: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const IMAGE_CONFIGS: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** The digest of a schema 1 manifest is not that of its bytes, and no runtime pulls it any more. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

/**
 * Every kind of manifest that is deployed, on every request: a registry that misses one may hide the image, choose
 * one platform of an index, or convert the manifest, and each of these gives another digest.
 */
export const acceptedManifests: string = [...INDEXES, ...MANIFESTS].join(', ');

/** A media type, without parameters, as one of the kinds that matter here; undefined for any other. */
export function manifestKind(mediaType: string | undefined): 'index' | 'manifest' | 'schema-1' | undefined {
  const plain = mediaType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (INDEXES.includes(plain)) return 'index';
  if (MANIFESTS.includes(plain)) return 'manifest';
  return SCHEMA_1.test(plain) ? 'schema-1' : undefined;
}

/** Charts, signatures and other artefacts have a config too, but not one that describes an image. */
export function isImageConfig(mediaType: string): boolean {
  return IMAGE_CONFIGS.includes(mediaType);
}
