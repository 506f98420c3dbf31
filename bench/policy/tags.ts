/** Tags as a busy image has them: versions with some pre-releases, a leading `v` here and there, and other names. */
export function versionTags(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const version = `${index % 7}.${Math.floor(index / 7) % 100}.${Math.floor(index / 700)}`;
    if (index % 10 === 0) return `${version}-rc.${index % 13}`;
    if (index % 25 === 1) return `main-${(index * 2654435761).toString(16).slice(0, 7)}`;
    return index % 17 === 0 ? `v${version}` : version;
  });
}

/** The same tags in new strings, as every answer of a registry has them. */
export function fresh(tags: readonly string[]): readonly string[] {
  return JSON.parse(JSON.stringify(tags)) as string[];
}
