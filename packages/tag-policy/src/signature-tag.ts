const signatureTag = /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64,128})(?:\..+)?$/;

/**
 * Whether the tag belongs to another image: a signature, an attestation or an SBOM (`sha256-<digest>.sig`, `.att`,
 * `.sbom`), or the list of an image's referrers (`sha256-<digest>`). No policy ever chooses one.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export function isSignatureTag(tag: string): boolean {
  return signatureTag.test(tag);
}
