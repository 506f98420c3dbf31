import { isTag } from '@deployment-automator/image-reference';
import type { Access } from '../access.ts';
import type { Referrer } from '../registry-client.ts';
import { resolveTag } from './resolve-tag.ts';

const KINDS = [
  ['sig', 'signature'],
  ['att', 'attestation'],
  ['sbom', 'sbom'],
] as const;

/**
 * What cosign put beside an image by its older scheme, which is still its usual one with many registries: under the
 * tags `<algorithm>-<hex>.sig`, `.att` and `.sbom` of the same repository, also where the registry lists referrers.
 *
 * @throws RegistryError
 */
export async function cosignReferrers(access: Access, digest: string): Promise<readonly Referrer[]> {
  const base = digest.replace(':', '-');
  const found = await Promise.all(
    KINDS.map(async ([ending, cosign]) => {
      const tag = `${base}.${ending}`;
      const resolved = isTag(tag) ? await resolveTag(access, tag) : undefined;
      return resolved && { digest: resolved.digest, annotations: {}, cosign };
    }),
  );
  return found.filter((one) => one !== undefined);
}
