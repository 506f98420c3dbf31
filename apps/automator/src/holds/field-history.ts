import type { ImageVersion } from '@deployment-automator/image-reference';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';

/** A version that a field held for some time, and the commit on the branch's first parents that put it there. */
export interface FieldValue {
  readonly version: ImageVersion;
  /** The field's id while it held this. */
  readonly id: string;
  readonly commit: string;
  /** When that was committed, RFC 3339. */
  readonly at: string;
  /** Who wrote that commit. */
  readonly author: string;
  /** Whether the commit says in a trailer that it is our very change. */
  readonly ours: boolean;
  /** What the whole file said while the field held this. */
  readonly facts: FileFacts;
}

/** The versions of one field on the branch's first parents. */
export interface FieldHistory {
  /** Newest first; two that follow each other are never equal. As far back as was asked for. */
  readonly values: readonly FieldValue[];
  /** Why what came before may be missing; absent where it is all there. */
  readonly missing?: 'shallow' | 'rewritten';
}

/** The version that a field holds. A place whose image is named elsewhere holds its text. */
export function versionOf({ image, slots }: ImageField): ImageVersion | undefined {
  if (image !== undefined) {
    const { tag, digest } = image;
    return { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
  }
  const [slot] = slots;
  if (slot?.role === 'tag') return { tag: slot.text };
  return slot?.role === 'digest' ? { digest: slot.text } : undefined;
}

export function sameVersion(a: ImageVersion, b: ImageVersion): boolean {
  return a.tag === b.tag && a.digest === b.digest;
}
