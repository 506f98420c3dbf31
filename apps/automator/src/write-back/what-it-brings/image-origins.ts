import { type ImageName, type ImageVersion, imageName } from '@deployment-automator/image-reference';
import { type RegistryClient, RegistryError } from '@deployment-automator/registry-clients';
import { z } from 'zod';
import type { Store } from '../../store/index.ts';

const origin = z.object({
  digest: z.string(),
  builtAt: z.number().optional(),
  source: z.string().optional(),
  revision: z.string().optional(),
});
const kept = z.object({ readAt: z.number(), origin: origin.nullable() });

/** Where an image comes from, by its own account. */
export type ImageOrigin = z.output<typeof origin>;

/** Where an image comes from, or why that is not known. */
export type OriginAnswer = { readonly origin: ImageOrigin } | { readonly missing: string };

export interface OriginSources {
  readonly client: Pick<RegistryClient, 'readImage'>;
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly now: () => number;
}

/** What a digest names never changes; what a tag names is asked again after this long. */
const freshMilliseconds = 3_600_000;
/** A registry that failed is left alone for this long. */
const retryMilliseconds = 300_000;
const keptMilliseconds = 90 * 24 * 3_600_000;
/** No label that means something is longer; a longer one is somebody's joke. */
const longestLabel = 1000;

/**
 * Reads what an image says of where it comes from, at most once an hour for a tag and once for a digest. What was
 * read once is still told while the registry is down, so that no text that holds it changes for that.
 */
export async function readOrigin(
  image: ImageName,
  { tag, digest }: ImageVersion,
  { client, store, now }: OriginSources,
): Promise<OriginAnswer> {
  const reference = digest ?? tag;
  if (reference === undefined) return { missing: 'names no tag and no digest' };
  const key = `origin:${imageName(image)}@${reference}`;
  const known = parseKept(await store.get(key));
  if (known && (digest !== undefined || Math.abs(now() - known.readAt) < freshMilliseconds)) {
    return answer(known.origin);
  }
  const answerKnown = (code: string): OriginAnswer =>
    known ? answer(known.origin) : { missing: `was not given by the registry (${code})` };
  const failure = await store.get(`${key}:failed`);
  if (failure !== undefined) return answerKnown(failure);
  try {
    const read = await client.readImage(image, reference);
    // What was true of an image stays true when it is cleaned away.
    if (read === undefined && known?.origin) return answer(known.origin);
    const found: ImageOrigin | null =
      read === undefined
        ? null
        : {
            digest: read.digest,
            ...(read.builtAt !== undefined && { builtAt: read.builtAt }),
            ...(short(read.source) && { source: read.source }),
            ...(short(read.revision) && { revision: read.revision }),
          };
    // An image that is not there by its digest may yet be pushed.
    if (found !== null || digest === undefined) {
      await store.put(key, JSON.stringify({ readAt: now(), origin: found }), keptMilliseconds);
    }
    return answer(found);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    await store.put(`${key}:failed`, error.code, retryMilliseconds);
    return answerKnown(error.code);
  }
}

function answer(found: ImageOrigin | null): OriginAnswer {
  return found === null ? { missing: 'is not in the registry' } : { origin: found };
}

function short(label: string | undefined): boolean {
  return label !== undefined && label !== '' && label.length <= longestLabel;
}

function parseKept(text: string | undefined): z.output<typeof kept> | undefined {
  if (text === undefined) return undefined;
  const parsed = kept.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}
