import { gzipSync } from 'node:zlib';
import { sha256 } from './sha256.ts';

/** What a pushed image says of itself. */
export interface ImageFacts {
  /** `config.Labels` of the image. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The build time. Default: now. */
  readonly created?: Date;
}

/** The parts of one image, ready to be stored. */
export interface BuiltImage {
  readonly blobs: readonly Buffer[];
  readonly manifest: Buffer;
  readonly mediaType: string;
}

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** Two blocks of zeros end a tar archive, so this is one without files. */
const EMPTY_TAR_BYTES = 1024;

/**
 * Builds the smallest valid OCI image: a config and one empty layer (OCI image specification, "Image
 * Configuration"). `build` goes into the history, so that two builds never share a digest, as in real life.
 */
export function buildImage(facts: ImageFacts, build: number, now: number): BuiltImage {
  const tar = Buffer.alloc(EMPTY_TAR_BYTES);
  const layer = gzipSync(tar);
  const created = (facts.created ?? new Date(now)).toISOString();
  const config = json({
    created,
    architecture: 'amd64',
    os: 'linux',
    config: { Labels: facts.labels ?? {} },
    rootfs: { type: 'layers', diff_ids: [sha256(tar)] },
    history: [{ created, created_by: `sandbox build ${build}` }],
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: sha256(config), size: config.length },
    layers: [{ mediaType: LAYER_TYPE, digest: sha256(layer), size: layer.length }],
  });
  return { blobs: [config, layer], manifest, mediaType: MANIFEST_TYPE };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
