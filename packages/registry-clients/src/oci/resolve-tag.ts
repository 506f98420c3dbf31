import { isDigest } from '@deployment-automator/image-reference';
import type { Access } from '../access.ts';
import { statusError } from '../transport/status-error.ts';
import { fetchManifest, manifestLimitBytes, refuseSchema1 } from './fetch-manifest.ts';
import { acceptedManifests, manifestKind } from './media-types.ts';

/** Registries that do not know HEAD. */
const HEAD_UNSUPPORTED: readonly number[] = [405, 501];

/**
 * The digest that a tag points at, by HEAD, which costs least and is no pull on Docker Hub; undefined where there
 * is no such tag. Where HEAD is not known or names no digest, the manifest is fetched and its own bytes are hashed
 * (OCI distribution specification, "Pulling manifests").
 *
 * @throws RegistryError
 */
export async function resolveTag(
  access: Access,
  tag: string,
): Promise<{ readonly digest: string } | undefined> {
  const { endpoint, repository, subject } = access;
  const head = await access.ask({
    kind: 'manifest',
    method: 'HEAD',
    url: new URL(`${endpoint.origin}/v2/${repository}/manifests/${tag}`),
    accept: acceptedManifests,
    limit: manifestLimitBytes,
  });
  if (head.status === 404) return undefined;
  if (!HEAD_UNSUPPORTED.includes(head.status)) {
    if (head.status !== 200) throw statusError(subject, head, access.now());
    refuseSchema1(subject, manifestKind(head.headers['content-type']) === 'schema-1');
    const digest = head.headers['docker-content-digest'];
    if (digest !== undefined && isDigest(digest)) return { digest };
  }
  const manifest = await fetchManifest(access, tag);
  return manifest && { digest: manifest.digest };
}
