/**
 * The grammar of image references, as the OCI distribution specification and Docker's reference parser give it:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */

/** No reference is longer than this, in characters. Longer text is refused before it is matched. */
export const maxReferenceLength = 1024;

/** No repository path is longer than this, in characters; the limit of Docker's parser. */
export const maxRepositoryLength = 255;

const tag = /^\w[\w.-]{0,127}$/;
const digest = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const repository = new RegExp(`^${pathComponent}(?:/${pathComponent})*$`);
const hostLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const registry = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);

/** Whether the text can be a tag: up to 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`. */
export function isTag(text: string): boolean {
  return tag.test(text);
}

/** Whether the text is a whole digest: sha256, sha384 or sha512 with exactly its number of lower-case hex digits. */
export function isDigest(text: string): boolean {
  return digest.test(text);
}

/** Whether the text can be a registry's host, with a port where there is one. */
export function isRegistry(text: string): boolean {
  return registry.test(text);
}

/** Whether the text can be a repository's path on a registry. */
export function isRepository(text: string): boolean {
  return text.length <= maxRepositoryLength && repository.test(text);
}
