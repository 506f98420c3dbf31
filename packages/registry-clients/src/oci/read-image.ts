import { isDigest } from '@deployment-automator/image-reference';
import type { Access } from '../access.ts';
import type { ImageDescription } from '../registry-client.ts';
import { RegistryError } from '../registry-error.ts';
import { buildTime } from './build-time.ts';
import type { Descriptor } from './descriptor.ts';
import { fetchConfig, type ImageConfig } from './fetch-config.ts';
import { fetchManifest, type Manifest } from './fetch-manifest.ts';
import { imageTexts, originOf } from './image-texts.ts';
import { isImageConfig, manifestKind } from './media-types.ts';
import { platformName } from './platform.ts';

const CREATED = 'org.opencontainers.image.created';
const USUAL_PLATFORM = 'linux/amd64';

/**
 * Reads what an image says of itself, in at most three requests: its manifest or index, one image of the index,
 * and the config of that image. Undefined where the registry has no such image.
 *
 * @throws RegistryError
 */
export async function readImage(
  access: Access,
  reference: string,
  platforms: readonly string[],
): Promise<ImageDescription | undefined> {
  const top = await fetchManifest(access, reference);
  if (top === undefined) return undefined;
  const images = (top.children ?? []).filter(isImage);
  const chosen = choose(images, [...platforms, USUAL_PLATFORM]);
  const image = chosen === undefined ? top : await imageOf(access, chosen);
  const config = await configOf(access, image);

  // The nearer to the image, the more it counts; a label may be inherited from the image that was built upon.
  const said = [top.annotations, chosen?.annotations ?? {}, image.annotations];
  const labels = imageTexts([config?.config?.Labels ?? {}, ...said]);
  const created = [...said.map((texts) => texts[CREATED]), config?.created];
  const builtAt = created.map(buildTime).find((at) => at !== undefined);
  const described = top.children === undefined ? [config] : images.map(({ platform }) => platform);
  return {
    digest: top.digest,
    labels,
    platforms: [...new Set(described.flatMap((one) => platformName(one) ?? []))],
    ...(builtAt === undefined ? {} : { builtAt }),
    ...originOf(labels),
  };
}

/** Leaves out what is no image: attestations, and indexes within the index, which nothing builds in practice. */
function isImage({ mediaType, digest, platform }: Descriptor): boolean {
  return manifestKind(mediaType) === 'manifest' && isDigest(digest) && platformName(platform) !== undefined;
}

function choose(images: readonly Descriptor[], wanted: readonly string[]): Descriptor | undefined {
  const byPlatform = new Map(images.map((image) => [platformName(image.platform), image]));
  return wanted.map((name) => byPlatform.get(name)).find((image) => image !== undefined) ?? images[0];
}

async function imageOf(access: Access, { digest }: Descriptor): Promise<Manifest> {
  const found = await fetchManifest(access, digest);
  if (found !== undefined) return found;
  const what = 'an image that its index names is not there';
  throw new RegistryError('not-found', access.subject, what, { status: 404 });
}

async function configOf(access: Access, { config }: Manifest): Promise<ImageConfig | undefined> {
  return config !== undefined && isImageConfig(config.mediaType) && isDigest(config.digest)
    ? fetchConfig(access, config.digest)
    : undefined;
}
