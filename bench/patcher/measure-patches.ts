import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Edit, edit, type FileFacts, readFile } from '@deployment-automator/manifest-patcher';
import { timeOf } from './clock.ts';
import { manyContainers } from './manifest-files.ts';
import type { Ratio, Row } from './report.ts';
import { parseAll, type Tree } from './yardsticks.ts';

const to = { tag: '1.4.3' };
const limit = 2.7;

/** Read, edit and prove so many files, beside the CST parse of the documents that are touched. */
export function measurePatches({ folder, paths }: Tree, count: number): readonly Row[] {
  const files = paths.slice(0, count).map((path) => {
    const bytes = readFileSync(join(folder, path));
    return { path, bytes, edits: editsOf(readFile(path, bytes)), touched: touchedDocument(bytes) };
  });
  const runs = Math.max(3, Math.ceil(300 / count));
  const patch = timeOf(() => {
    for (const { path, bytes, edits } of files)
      expectChanges(edit(path, bytes, edits).changes.length, edits.length);
  }, runs);
  const parse = timeOf(() => parseAll(files.map(({ touched }) => touched)), runs);
  return [
    {
      name: `verified patch of ${count} file${count === 1 ? '' : 's'}`,
      milliseconds: patch,
      times: [{ of: 'CST of the touched documents', ratio: patch / parse, limit }],
    },
  ];
}

/** The last of many equal images edited; each count beside the one before. */
export function measureEqualImages(counts: readonly number[]): readonly Row[] {
  let before: { readonly count: number; readonly patch: number } | undefined;
  return counts.map((count) => {
    const text = manyContainers(count);
    const bytes = Buffer.from(text);
    const last = editsOf(readFile('many.yaml', bytes)).slice(-1);
    const patch = timeOf(() => expectChanges(edit('many.yaml', bytes, last).changes.length, 1), 5);
    const parse = timeOf(() => parseAll([text]), 5);
    const times: Ratio[] = [{ of: 'CST of the document', ratio: patch / parse }];
    if (before !== undefined) {
      const growth = patch / before.patch / (count / before.count);
      times.push({ of: `linear growth since ${before.count}`, ratio: growth, limit: 1.5 });
    }
    before = { count, patch };
    return { name: `${count} equal images`, milliseconds: patch, times };
  });
}

function editsOf({ fields }: FileFacts): readonly Edit[] {
  return fields.map((field) => ({ field, to }));
}

/** The first document of a generated file is the one with the image. */
function touchedDocument(bytes: Buffer): string {
  return bytes.subarray(0, bytes.indexOf('---\n')).toString('latin1');
}

function expectChanges(made: number, wanted: number): void {
  if (made !== wanted || wanted === 0) throw new Error(`${made} of ${wanted} edits were made`);
}
