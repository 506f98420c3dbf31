import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { type BindingTable, bind, type DialectName, wantedKinds } from '../src/index.ts';

/** The corpus of real files, where it lies beside the checkout. */
const corpus = join(import.meta.dirname, '../../../../shared/corpus/open');

interface TruthRecord {
  readonly file: string;
  readonly cls: string;
  readonly line: number;
  readonly doc?: number;
  readonly key?: string;
}

/** What each tool writes, and where. */
const written: readonly (readonly [DialectName, (record: TruthRecord) => boolean])[] = [
  ['flux-v1', isKey(/^(?:flux\.weave\.works|(?:\w+\.)?fluxcd\.io)\//)],
  ['flux-v2', ({ cls }) => cls === 'marker'],
  ['argocd-image-updater', isKey(/^argocd-image-updater\.argoproj\.io\//)],
  ['keel', isKey(/^keel\.sh\//)],
];

describe.runIf(existsSync(join(corpus, 'TRUTH.jsonl')))('on the corpus of real files', () => {
  it('every foreign binding comes to one of ours, or to a reason why not', { timeout: 300_000 }, async () => {
    const records = readTruth();
    const rows = written.map(([dialect, isIts]) => countOutcomes(dialect, records.filter(isIts)));
    expect(rows.flatMap(({ silent }) => silent)).toEqual([]);
    await expect(page(rows)).toMatchFileSnapshot('../../../docs/dialects/README.md');
  });
});

interface Counts {
  readonly dialect: DialectName;
  readonly records: number;
  readonly bound: number;
  readonly held: number;
  readonly reasons: ReadonlyMap<string, number>;
  readonly silent: readonly string[];
}

/** What became of each record. A reason counts that is given for the record's line, or else for its document. */
function countOutcomes(dialect: DialectName, records: readonly TruthRecord[]): Counts {
  const tables = new Map<string, BindingTable>();
  const reasons = new Map<string, number>();
  const silent: string[] = [];
  let bound = 0;
  let held = 0;
  for (const record of records) {
    const [repository = ''] = record.file.split('/');
    const table = tables.get(repository) ?? bindRepository(repository, dialect);
    tables.set(repository, table);
    const file = relative(repository, record.file);
    const binding = table.bindings.find(({ sources }) =>
      sources.some(({ place }) => place.file === file && place.line === record.line),
    );
    const near = table.problems.filter(
      ({ place }) => place.file === file && (record.doc ?? place.document) === place.document,
    );
    const problem = near.find(({ place }) => place.line === record.line) ?? near[0];
    if (binding?.options.hold !== undefined) held += 1;
    else if (binding !== undefined) bound += 1;
    else if (problem !== undefined) reasons.set(problem.code, (reasons.get(problem.code) ?? 0) + 1);
    else silent.push(`${dialect} ${record.file}:${record.line}`);
  }
  return { dialect, records: records.length, bound, held, reasons, silent };
}

function bindRepository(repository: string, dialect: DialectName): BindingTable {
  const root = join(corpus, repository);
  const facts = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
    .map((path) => readFile(path, readFileSync(join(root, path)), wantedKinds([dialect])));
  return bind(facts, [dialect]);
}

function readTruth(): readonly TruthRecord[] {
  return readFileSync(join(corpus, 'TRUTH.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): TruthRecord => JSON.parse(line));
}

function isKey(pattern: RegExp): (record: TruthRecord) => boolean {
  return ({ cls, key = '' }) => cls === 'annotation' && pattern.test(key);
}

function page(rows: readonly Counts[]): string {
  const lines = rows.map(({ dialect, records, bound, held, reasons }) => {
    const listed = [...reasons].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const left = listed.map(([code, count]) => `${count} \`${code}\``).join(', ');
    return `| [${dialect}](${dialect}.md) | ${records} | ${bound} | ${held} | ${left || '-'} |`;
  });
  return `${introduction}\n${lines.join('\n')}\n`;
}

const introduction = `# The other tools' bindings

A config repo that was written for another tool is read as it is, where the operator lists the tool under
\`dialects:\`. A dialect reads only what its tool reads, with that tool's defaults. Its rule is then said as one of our
[policies](../policies.md), so that \`explain\` can show it and \`import\` can write it down. What our policies cannot
say, and what is not valid, is a [problem with a code](../bindings.md), and the field is left alone.

## Counts on real files

The counts are of the annotations and markers in some thirty public repositories, each repository bound as a whole.
A value counts as bound where a binding was read from its line, and as held where that binding is locked or suspended.
The others have a reason with that code. Many of these are the tools' own examples and tests, which are no whole config
repos, so that what they name is not there (\`unresolved\`).

| dialect | values | bound | held | left alone, by reason |
|---|---|---|---|---|`;
