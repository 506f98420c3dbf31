import type { Binding } from '@deployment-automator/bindings';
import type { ImageVersion } from '@deployment-automator/image-reference';
import type { Candidate } from '@deployment-automator/tag-policy';

/** What a field shall hold: with the digest where it has one already, or where its policy pins. */
export function chosenVersion({ field, policy }: Binding, { tag, digest }: Candidate): ImageVersion {
  const pinned = field.image?.digest !== undefined || policy.digestMode !== 'keep';
  return pinned && digest !== undefined ? { tag, digest } : { tag };
}
