import { type ImageName, isDigest, isTag, parseImageName } from '@deployment-automator/image-reference';
import { canonicalHost } from '../registry-host.ts';

/** What cosign and the referrers fallback push beside an image: `sha256-<hex>`, with or without `.sig` and the like. */
const COMPANION = /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64,128})(?:\..+)?$/;

/** The canonical name of an image that a webhook speaks of; undefined where no image can have that name. */
export function eventImage(host: string, repository: string): ImageName | undefined {
  const registry = canonicalHost(host);
  try {
    const name = parseImageName(`${registry}/${repository.toLowerCase()}`);
    return name.registry === registry ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a tag can be deployed: a tag by the grammar, and of an image, not of its signature. */
export function isImageTag(text: unknown): text is string {
  return typeof text === 'string' && isTag(text) && !COMPANION.test(text);
}

/** The digest, where the text is one. */
export function eventDigest(text: string | undefined): { readonly digest?: string } {
  return text !== undefined && isDigest(text) ? { digest: text } : {};
}
