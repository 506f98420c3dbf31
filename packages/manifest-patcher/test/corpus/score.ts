import { type ImageField, isReadable, readFile } from '../../src/index.ts';
import { corpusFiles, readCorpusFile, readKinds, readTruth, type TruthRecord } from './truth.ts';

/** A place in the corpus, and the class that it belongs to. */
export interface Listed {
  readonly place: string;
  readonly value: string;
  readonly class: string;
}

/** How the reader does on the corpus. */
export interface Score {
  readonly records: number;
  readonly excluded: readonly Listed[];
  readonly matched: number;
  readonly missed: readonly Listed[];
  /** Found, and in the truth as another class than the scored ones. */
  readonly elsewhere: readonly Listed[];
  /** Found where the truth says of itself that it does not look. */
  readonly unlisted: readonly Listed[];
  /** Found, and written nowhere in the truth. */
  readonly extra: readonly Listed[];
  readonly found: number;
  readonly recall: number;
  readonly precision: number;
}

/** Records that name no image field, with the reason. */
const excludedClasses: readonly (readonly [name: string, is: (record: Facts) => boolean])[] = [
  ['a block device of Ceph (`rbd`)', ({ path }) => path.endsWith('/rbd/image')],
  ['`status`, written by the cluster', ({ path }) => path.startsWith('/status/')],
  ['what Skaffold builds', ({ kind, file }) => kind === 'Config' && file.includes('skaffold')],
  ['the name of an image to watch (`ImageRepository`)', ({ kind }) => kind === 'ImageRepository'],
  ['the name of an image to update (Kargo `Stage`)', ({ kind }) => kind === 'Stage'],
  ["a virtual machine's disk (CircleCI `machine`)", ({ path }) => path.endsWith('/machine/image')],
];

interface Facts {
  readonly kind: string;
  readonly file: string;
  readonly path: string;
}

const scoredClasses: readonly string[] = [
  'image',
  'compose-image',
  'helm-map',
  'kustomize-image',
  'image-in-blockscalar',
];

/** Read the corpus and compare. */
export function score(): Score {
  const truth = readTruth();
  const kinds = readKinds();
  const found = readAll();
  const tagOf = tagsOfSplitImages(truth);

  const excluded: Listed[] = [];
  const wanted = new Map<string, TruthRecord>();
  for (const record of truth) {
    const place = scoredPlace(record, tagOf);
    if (place === undefined) continue;
    const facts = {
      kind: kinds.get(`${record.file}#${record.doc}`) ?? '',
      file: record.file,
      path: record.path ?? '',
    };
    const reason = excludedClasses.find(([, is]) => is(facts))?.[0];
    if (reason === undefined) wanted.set(place, record);
    else excluded.push({ place, value: shownValue(record), class: reason });
  }
  const excludedPlaces = new Set(excluded.map(({ place }) => place));
  const others = otherPlaces(truth);

  const missed = [...wanted].filter(([place]) => !found.has(place));
  const unknown = [...found].filter(([place]) => !wanted.has(place) && !excludedPlaces.has(place));
  const list = (place: string, field: ImageField, name: string): Listed => ({
    place,
    value: field.image?.original ?? '',
    class: name,
  });
  const otherClass = (place: string): string | undefined =>
    others.get(place) ?? others.get(place.replace(/:\d+$/, ''));
  const elsewhere = unknown.filter(([place]) => otherClass(place) !== undefined);
  const rest = unknown.filter(([place]) => otherClass(place) === undefined);
  const unlisted = rest.filter(([, field]) => weakness(field, kinds) !== undefined);
  const extra = rest.filter(([, field]) => weakness(field, kinds) === undefined);
  const matched = wanted.size - missed.length;
  return {
    records: wanted.size + excluded.length,
    excluded,
    matched,
    missed: missed.map(([place, record]) => ({ place, value: shownValue(record), class: record.cls })),
    elsewhere: elsewhere.map(([place, field]) => list(place, field, otherClass(place) ?? '')),
    unlisted: unlisted.map(([place, field]) => list(place, field, weakness(field, kinds) ?? '')),
    extra: extra.map(([place, field]) => list(place, field, field.slots.length > 1 ? 'split' : 'whole')),
    found: found.size,
    recall: matched / wanted.size,
    precision: matched / (matched + extra.length),
  };
}

function readAll(): ReadonlyMap<string, ImageField> {
  const found = new Map<string, ImageField>();
  for (const file of corpusFiles()) {
    if (!isReadable(file)) continue;
    for (const field of readFile(file, readCorpusFile(file)).fields) {
      const { line, column } = field.place;
      if (field.image !== undefined) found.set(`${file}:${line}:${column}`, field);
    }
  }
  return found;
}

/** Where a record is scored; undefined where it is not. */
function scoredPlace(record: TruthRecord, tagOf: ReadonlyMap<string, string>): string | undefined {
  const { file, cls, line, col } = record;
  if (!scoredClasses.includes(cls)) return undefined;
  if (cls === 'helm-map' || cls === 'kustomize-image') {
    const version = record.newTag ?? record.tag ?? record.digest;
    return version == null ? undefined : `${file}:${version.line}:${version.col}`;
  }
  if (record.looks !== 'ref' || line === undefined) return undefined;
  const place = `${file}:${line}:${col}`;
  return tagOf.get(place) ?? place;
}

/** An `image` beside a `tag` is split: both records speak of one field, which counts at its tag. */
function tagsOfSplitImages(truth: readonly TruthRecord[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { file, cls, image, tag, digest } of truth) {
    const version = tag ?? digest;
    if (image == null || version == null) continue;
    if (cls === 'image-plus-tag' || cls === 'helm-map') {
      places.set(`${file}:${image.line}:${image.col}`, `${file}:${version.line}:${version.col}`);
    }
  }
  return places;
}

/** What the truth says of places that are not scored. */
function otherPlaces(truth: readonly TruthRecord[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { file, cls, line, col, tag, image } of truth) {
    if (cls === 'image-alias') places.set(`${file}:${line}`, cls);
    for (const at of [{ line, col }, tag ?? {}, image ?? {}]) {
      if (at.line !== undefined && at.col !== undefined) places.set(`${file}:${at.line}:${at.col}`, cls);
    }
  }
  return places;
}

function shownValue({ value, newTag, tag, digest }: TruthRecord): string {
  return value ?? newTag?.value ?? tag?.value ?? digest?.value ?? '';
}

/** The weakness that the truth names of itself and that explains why a field is not in it. */
function weakness({ place, slots }: ImageField, kinds: ReadonlyMap<string, string>): string | undefined {
  const kind = kinds.get(`${place.file}#${place.document}`) ?? '';
  const [, key = ''] = /\/([^/]*)$/.exec(place.pointer) ?? [];
  if (kind === '' && place.document > 0 && isLost(place, kinds)) {
    return 'a document behind the first that does not parse (weakness 2)';
  }
  if (kind === 'OCIRepository') return 'the artefact of an OCIRepository (weakness 5)';
  if (place.inner !== undefined) return 'YAML in a string (weakness 4)';
  if (/\wImage(?:Tag)?$/.test(key)) return 'a key that ends in `Image` (weakness 5)';
  if (slots[0]?.text.startsWith('docker://')) return '`uses: docker://` (weakness 5)';
  return undefined;
}

/** The truth was made by a parser that stops at a file's first error. */
function isLost({ file }: ImageField['place'], kinds: ReadonlyMap<string, string>): boolean {
  return !kinds.has(`${file}#0`);
}
