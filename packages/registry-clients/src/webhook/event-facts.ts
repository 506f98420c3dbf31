import { type ImageName, isDigest, isTag, parseImageName } from '@deployment-automator/image-reference';
import { canonicalHost } from '../registry-host.ts';
import type { Sighting } from './receiver.ts';
import type { RegistryEvent } from './registry-webhook.ts';

/** What cosign and the referrers fallback push beside an image: `sha256-<hex>`, with or without `.sig` and the like. */
const COMPANION = /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64,128})(?:\..+)?$/;

/** Stands in for a registry that nobody named, where its name is needed for the grammar. */
const NOBODY = 'registry.invalid';

/**
 * The event that a sighting is, in canonical words; undefined for what cannot be deployed: a signature or an
 * attestation, a push that names no tag, a name that no image can have.
 *
 * @param registry what the operator says in place of the sender's own name, see `WebhookSettings.registry`
 */
export function toEvent(sighting: Sighting, registry: string | undefined): RegistryEvent | undefined {
  const { action, reference = '', digest = '', anyTag = false } = sighting;
  const image = eventImage(sighting, registry);
  if (image === undefined || COMPANION.test(reference)) return undefined;

  const tagged = isTag(reference);
  if (action === 'push' && !tagged && !anyTag) return undefined;
  // A delete without any reference is that of the whole repository; one with a strange one is nothing.
  if (reference !== '' && !tagged && !isDigest(reference)) return undefined;
  const known = [reference, digest].find(isDigest);
  return {
    ...(image.registry === NOBODY ? { repository: image.repository } : image),
    ...(tagged && { tag: reference }),
    ...(known !== undefined && { digest: known }),
    action,
  };
}

function eventImage(sighting: Sighting, registry: string | undefined): ImageName | undefined {
  const { host, path, repository } = sighting;
  const [named, before] = registry === undefined ? [host || NOBODY, path] : hostAndPath(registry);
  const canonical = canonicalHost(named);
  const parts = [canonical, before, repository].filter((part) => part !== undefined);
  try {
    const name = parseImageName(parts.join('/').toLowerCase());
    // What is no host at all would be read as a path on Docker Hub, or as a host and a path.
    return name.registry === canonical ? name : undefined;
  } catch {
    return undefined;
  }
}

function hostAndPath(text: string): readonly [host: string, path: string | undefined] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, undefined] : [text.slice(0, slash), text.slice(slash + 1)];
}
