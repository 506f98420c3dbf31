/** Which image of a repository: by tag, by digest, by both (then the digest decides), or left open. */
export interface ImageVersion {
  readonly tag?: string;
  readonly digest?: string;
}

/** The version for people and for commit trailers: `1.2.3`, `1.2.3@sha256:…`, `@sha256:…`, or `-` for none. */
export function printVersion(version: ImageVersion): string {
  const { tag = '', digest } = version;
  return tag + (digest === undefined ? '' : `@${digest}`) || '-';
}

/** The tag that a runtime pulls by: `latest` where neither tag nor digest is written; none where only a digest is. */
export function effectiveTag(version: ImageVersion): string | undefined {
  return version.tag ?? (version.digest === undefined ? 'latest' : undefined);
}
