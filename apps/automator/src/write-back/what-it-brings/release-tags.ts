/**
 * The tags that the release of an image's tag may have, the likeliest first: sources are tagged `v1.5.0` or
 * `1.5.0`, and images either way. None for what is no version, such as `main-3f2a91c`.
 */
export function releaseTags(tag: string): string[] {
  const [, version] = /^v?(\d+(?:\.\d+)+.*)$/.exec(tag) ?? [];
  return version === undefined ? [] : [`v${version}`, version];
}
