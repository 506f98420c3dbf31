import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A scalar of a record: where it stands, and its value. */
export interface TruthScalar {
  readonly line: number;
  readonly col: number;
  readonly value: string | null;
}

/** One line of TRUTH.jsonl; its README tells what each class has. */
export interface TruthRecord extends Partial<TruthScalar> {
  readonly file: string;
  readonly cls: string;
  readonly doc?: number;
  readonly path?: string;
  readonly looks?: string;
  readonly tag?: TruthScalar | null;
  readonly digest?: TruthScalar | null;
  readonly newTag?: TruthScalar | null;
  readonly image?: TruthScalar | null;
}

/** The corpus of real files, where it lies beside the checkout. */
export const corpusDir: string = join(import.meta.dirname, '../../../../../shared/corpus/open');

export function hasCorpus(): boolean {
  return existsSync(join(corpusDir, 'TRUTH.jsonl'));
}

export function readTruth(): readonly TruthRecord[] {
  return readJsonLines<TruthRecord>('TRUTH.jsonl');
}

/** The kind of each document that has one, by `<file>#<document>`. */
export function readKinds(): ReadonlyMap<string, string> {
  const documents = readJsonLines<{ file: string; doc: number; kind?: string | null }>('DOCS.jsonl');
  return new Map(documents.map(({ file, doc, kind }) => [`${file}#${doc}`, kind ?? '']));
}

/** The corpus' files, relative to it. */
export function corpusFiles(): readonly string[] {
  return readdirSync(corpusDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(corpusDir, join(entry.parentPath, entry.name)))
    .filter((file) => file.includes('/'))
    .toSorted();
}

export function readCorpusFile(file: string): Buffer {
  return readFileSync(join(corpusDir, file));
}

function readJsonLines<T>(file: string): readonly T[] {
  const lines = readFileSync(join(corpusDir, file), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
