/**
 * Texts without which a file cannot hold anything that this package reports: what every image field has in its keys
 * (`image`, `baseImage`, `repository`) or in its value, and the marks of every note. Parsing costs a thousand times as
 * much as looking for these.
 */
const needles: readonly string[] = ['mage', 'repository', 'automator', 'docker://', 'oci://'];

/** Whether the bytes are worth decoding. */
export function fileMayMatter(bytes: Buffer, wantedKinds: readonly string[]): boolean {
  return needles.some((needle) => bytes.includes(needle)) || wantedKinds.some((kind) => bytes.includes(kind));
}

/** The same question for one document of a file, on text decoded as Latin-1. */
export function documentMayMatter(text: string, wantedKinds: readonly string[]): boolean {
  if (wantedKinds.some((kind) => text.includes(kind)) || text.includes('automator')) return true;
  return needles.some((needle) => text.includes(needle)) && !schema.test(text);
}

/** The schema of a kind: it has no image fields, and such documents are the largest of all. */
const schema = /^kind:[ \t]*["']?CustomResourceDefinition["']?[ \t]*\r?$/m;
