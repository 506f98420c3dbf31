import type { FileFacts, Problem } from './facts.ts';
import { pointingKind } from './open/open-scalar.ts';
import { type DocumentReading, readDocument } from './read-document.ts';
import { hasMarks, isReadable } from './source/is-readable.ts';
import { documentMayMatter, fileMayMatter } from './source/prefilter.ts';
import { asBuffer, isWide, openSource } from './source/source-file.ts';
import { splitDocuments } from './source/split-documents.ts';
import { decodeUtf16, factsInUtf16 } from './source/utf16.ts';
import { readMarkedText } from './text/read-marked-text.ts';

/** Part of the key under which facts are cached: changed whenever the same bytes give other facts than before. */
export const readerVersion: string = '3';

/** Bounds the time for one file, in lexemes; some 50 MB of ordinary manifests stay below it. */
const maxFileCost = 15_000_000;
/** What a document costs besides its lexemes, so that millions of tiny broken ones end too. */
const costOfDocument = 500;

/**
 * Read all that one file says about images: YAML and JSON by their structure, any other file by its marked lines.
 *
 * Pure, and never throws for what is in the file: what cannot be read is listed in `problems`, and the other documents
 * of the file are still read. Documents that cannot hold an image, a note or a wanted kind are not even parsed, so
 * mistakes in them are not reported.
 *
 * @param path relative to the config repo, with `/`; it becomes part of every id
 * @param wantedKinds kinds whose resources are listed with their whole `body`; with `Application` among them also
 * what such a resource can point at is listed: parameters, and versions in values files
 */
export function readFile(path: string, bytes: Uint8Array, wantedKinds: readonly string[] = []): FileFacts {
  const buffer = asBuffer(bytes);
  const utf16 = decodeUtf16(buffer);
  if (utf16 !== undefined) return factsInUtf16(readFile(path, utf16.utf8, wantedKinds), utf16);
  if (!isWide(buffer) && !fileMayMatter(path, buffer, wantedKinds)) return facts(path, [], []);
  const isYaml = isReadable(path);
  if (!isYaml && !hasMarks(path, buffer)) return facts(path, [], []);
  const source = openSource(path, buffer);
  if ('code' in source) return facts(path, [], [source]);
  if (!isYaml) return facts(path, [readMarkedText(source)], []);

  const keyed = wantedKinds.includes(pointingKind);
  const readings: DocumentReading[] = [];
  let left = maxFileCost;
  for (const segment of splitDocuments(source.text)) {
    const text = source.text.slice(segment.start, segment.end);
    if (!documentMayMatter(path, text, wantedKinds)) continue;
    if (left <= 0) {
      const message = 'The rest of the file was not read: it is too large. Split it.';
      const at = source.lines.position(segment.start);
      return facts(path, readings, [{ code: 'too-large', message, ...at, document: segment.index }]);
    }
    const reading = readDocument(source, segment, { kinds: wantedKinds, keyed });
    left -= reading.tree.cost + costOfDocument;
    readings.push(reading);
  }
  return facts(path, readings, []);
}

function facts(path: string, readings: readonly DocumentReading[], problems: readonly Problem[]): FileFacts {
  const [body] = readings.flatMap((reading) => reading.body ?? []);
  const openFields = readings.flatMap((reading) => reading.openFields.map(({ field }) => field));
  return {
    path,
    fields: readings.flatMap((reading) => reading.fields.map(({ field }) => field)),
    ...(openFields.length === 0 ? {} : { openFields }),
    ...(body === undefined ? {} : { body }),
    notes: readings.flatMap((reading) => reading.notes),
    resources: readings.flatMap((reading) => reading.resources),
    problems: [...readings.flatMap((reading) => reading.problems), ...problems],
  };
}
