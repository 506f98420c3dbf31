import { type FileFacts, readerVersion } from '@deployment-automator/manifest-patcher';
import type { Store } from '../store/index.ts';
import type { FactReader } from './fact-reader.ts';
import type { TreeEntry } from './list-files.ts';
import type { Pace } from './pace-work.ts';
import type { IndexedFile } from './snapshot.ts';

/** Facts stay useful for this long after a file was last indexed. */
const keptMilliseconds = 30 * 24 * 3_600_000;

/** Where a file's facts come from. */
export interface FactSources {
  readonly readBlob: (blob: string) => Promise<Uint8Array>;
  readonly store: Store;
  readonly pace: Pace;
  readonly reader: FactReader;
  /** The kinds whose bodies the reader gives. */
  readonly wantedKinds: readonly string[];
}

/** Reads a file's facts, from the store where this very blob was read before at this path. */
export async function indexFile(
  entry: TreeEntry,
  { readBlob, store, pace, reader, wantedKinds }: FactSources,
): Promise<IndexedFile | undefined> {
  const key = `facts:${readerVersion}:${wantedKinds.join()}:${entry.blob}:${entry.path}`;
  const known = await pace(() => store.get(key));
  if (known === nothing) return undefined;
  if (known !== undefined) return { ...entry, facts: await pace(() => JSON.parse(known) as FileFacts) };
  const facts = await reader.read(entry.path, await readBlob(entry.blob));
  const file = factsToIndex(entry, facts);
  await store.put(key, file === undefined ? nothing : JSON.stringify(facts), keptMilliseconds);
  return file;
}

/** What a file comes to in the index; undefined when it says nothing. */
export function factsToIndex(entry: TreeEntry, facts: FileFacts): IndexedFile | undefined {
  const { fields, notes, problems, openFields = [], resources, body } = facts;
  const says =
    [fields, notes, problems, openFields].some((found) => found.length > 0) ||
    body !== undefined ||
    resources.some((resource) => resource.body !== undefined);
  return says ? { ...entry, facts } : undefined;
}

const nothing = '-';
