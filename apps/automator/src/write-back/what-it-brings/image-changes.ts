import { type ImageName, type ImageVersion, imageName } from '@deployment-automator/image-reference';
import type { Store } from '../../store/index.ts';
import { betweenCommits } from './between-commits.ts';
import type { ImageChange } from './image-change.ts';
import { type OriginSources, readOrigin } from './image-origins.ts';
import type { SourceForge } from './source-repository.ts';

/** Says what moving from one version of an image to another brings. Never fails for a registry or a forge. */
export interface ImageChanges {
  read(image: ImageName, from: ImageVersion, to: ImageVersion): Promise<ImageChange>;
}

export interface ImageChangesOptions extends OriginSources {
  readonly store: Pick<Store, 'get' | 'put'>;
  /** The forges that may be asked, in the order of their preference. */
  readonly forges: readonly SourceForge[];
}

/** What two digests bring never changes; what is missing may be there an hour later. */
const keptMilliseconds = 30 * 24 * 3_600_000;
const retryMilliseconds = 3_600_000;

export function createImageChanges(options: ImageChangesOptions): ImageChanges {
  return { read: (image, from, to) => readChange(image, from, to, options) };
}

async function readChange(
  image: ImageName,
  from: ImageVersion,
  to: ImageVersion,
  options: ImageChangesOptions,
): Promise<ImageChange> {
  const after = await readOrigin(image, to, options);
  if ('missing' in after) return { missing: `the new image ${after.missing}` };
  const { builtAt, source, revision } = after.origin;
  const own: ImageChange = {
    ...(builtAt !== undefined && { builtAt }),
    ...(source !== undefined && { source }),
    ...(revision !== undefined && { revision }),
  };
  const before = await readOrigin(image, from, options);
  if ('missing' in before) return { ...own, missing: `the old image ${before.missing}` };
  const { store, forges } = options;
  const pair = `${before.origin.digest}..${after.origin.digest}`;
  // The release is looked for by the tag, and the forges are the operator's to change.
  const hosts = forges.flatMap((forge) => forge.hosts).join(',');
  const key = `brings:${imageName(image)}@${pair}:${to.tag ?? ''}:${hosts}`;
  const known = await store.get(key);
  if (known !== undefined) return JSON.parse(known) as ImageChange;
  const news = await betweenCommits(before.origin, after.origin, to.tag, forges);
  const brings: ImageChange = { ...own, ...news };
  await store.put(
    key,
    JSON.stringify(brings),
    news.missing === undefined ? keptMilliseconds : retryMilliseconds,
  );
  return brings;
}
