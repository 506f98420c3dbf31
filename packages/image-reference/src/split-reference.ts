/** The parts of a reference as they are written, not yet checked. */
export interface WrittenParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * Cuts a reference at its separators. A digest follows the first `@`, which a name never holds; a tag follows the
 * first `:` after the last `/`, because a `:` before it belongs to the registry's port.
 */
export function splitReference(text: string): WrittenParts {
  const at = text.indexOf('@');
  const beforeDigest = at < 0 ? text : text.slice(0, at);
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? beforeDigest : beforeDigest.slice(0, colon),
    tag: colon < 0 ? undefined : beforeDigest.slice(colon + 1),
    digest: at < 0 ? undefined : text.slice(at + 1),
  };
}
