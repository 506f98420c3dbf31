import { isArgoSource } from '../open/keyed-scalars.ts';
import { pointingKind } from '../open/open-scalar.ts';
import { isReadable, isRulesFile } from './is-readable.ts';

/**
 * Texts without which a file cannot hold anything that this package reports: what every image field has in its keys
 * (`image`, `baseImage`, `repository`) or in its value, and the marks of every note. Parsing costs a thousand times as
 * much as looking for these.
 */
const needles: readonly string[] = ['mage', 'repository', 'automator', 'docker://', 'oci://'];

/** The marks of notes that may stand in a file without any of the others. */
const noteNeedles: readonly string[] = ['fluxcd.io/', 'flux.weave.works/', 'keel.sh/'];

/** `fluxcd.io/` also ends the API groups of Flux, which are no notes. */
const notes =
  /(?:^|[\s"'{,.])(?:fluxcd\.io\/(?:automated|ignore|locked|tag)|(?:filter|registry|repository|tag)\.fluxcd\.io\/|flux\.weave\.works\/|keel\.sh\/)/;

/** Whether the bytes are worth decoding. */
export function fileMayMatter(path: string, bytes: Buffer, wantedKinds: readonly string[]): boolean {
  const holds = (text: string): boolean => bytes.includes(text);
  if (isRulesFile(path) || needles.some(holds) || noteNeedles.some(holds)) return true;
  if (wantedKinds.some(holds)) return true;
  if (!wantedKinds.includes(pointingKind)) return false;
  return isArgoSource(path) || (isReadable(path) && versionNeedles.some(holds));
}

/** The same question for one document of a file, on text decoded as Latin-1. */
export function documentMayMatter(path: string, text: string, wantedKinds: readonly string[]): boolean {
  const holds = (needle: string): boolean => text.includes(needle);
  if (isRulesFile(path) || wantedKinds.some(holds) || holds('automator')) return true;
  if (noteNeedles.some(holds) && notes.test(text)) return true;
  if (needles.some(holds) && !schema.test(text)) return true;
  return wantedKinds.includes(pointingKind) && (isArgoSource(path) || mayHoldVersions(text));
}

/** The keys of versions in a values file, in any case. */
const versionNeedles: readonly string[] = ['ag:', 'AG:', 'ersion:', 'ERSION:', 'ag":', 'ersion":'];

/** Whether a document of values, no resource, has the key of a version. */
function mayHoldVersions(text: string): boolean {
  return !/^kind:/m.test(text) && /(?:tag|version)["']?[ \t]*:/i.test(text);
}

/** The schema of a kind: it has no image fields, and such documents are the largest of all. */
const schema = /^kind:[ \t]*["']?CustomResourceDefinition["']?[ \t]*\r?$/m;
