import type { FoundSlot, ImageReader } from './found-image.ts';

/**
 * Flux's OCIRepository: the repository in `spec.url`, its tag or digest in `spec.ref`. With `ref.semver` Flux itself
 * chooses, so there is nothing to update.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#reference
 */
export const readOciRepository: ImageReader = (resource, findings) => {
  const url = resource.at(['spec', 'url']);
  const prefix = 'oci://';
  if (url?.string?.startsWith(prefix) !== true) return;
  const slots: FoundSlot[] = [{ role: 'repository', at: url, prefix }];
  for (const role of ['tag', 'digest'] as const) {
    const at = resource.at(['spec', 'ref', role]);
    if (at?.scalar !== undefined) slots.push({ role, at });
  }
  const name = resource.at(['metadata', 'name'])?.scalar;
  if (slots.length > 1) findings.image({ slots, ...(name === undefined ? {} : { name }) });
};
