import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { manifestFiles } from './manifest-files.ts';
import { measureEqualImages, measurePatches } from './measure-patches.ts';
import { measureScan } from './measure-scan.ts';
import { reportMachine, reportRow } from './report.ts';
import type { Tree } from './yardsticks.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    corpus: { type: 'string', default: join(import.meta.dirname, '../../../../shared/corpus/open') },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say(reportMachine());
const folder = mkdtempSync(join(tmpdir(), 'patcher-bench-'));
try {
  const generated = writeFiles(folder, Number(values.files));
  say(`\ngenerated: ${generated.paths.length} files, four documents each, one of them with an image`);
  for (const row of measureScan(generated, { lexer: 1.3, reading: 25 })) say(reportRow(row));
  const memory: unknown = JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(import.meta.resolve('./peak-memory.js')), folder], {
      encoding: 'utf8',
    }),
  );
  if (typeof memory === 'object' && memory !== null && 'kilobytes' in memory) {
    const megabytes = Math.round(Number(memory.kilobytes) / 1024);
    say(`peak memory of a scan  ${megabytes} MB (limit 300: ${megabytes <= 300 ? 'kept' : 'MISSED'})`);
  }
  say('\nverified patches of the generated files');
  for (const count of [1, 100, 5000]) {
    if (count <= generated.paths.length)
      for (const row of measurePatches(generated, count)) say(reportRow(row));
  }
  say('\none document of equal images, the last one edited');
  for (const row of measureEqualImages([500, 2000, 8000])) say(reportRow(row));
  if (existsSync(values.corpus)) {
    const corpus = { folder: values.corpus, paths: yamlBelow(values.corpus) };
    say(`\ncorpus: ${corpus.paths.length} files`);
    for (const row of measureScan(corpus, { lexer: 2.5 })) say(reportRow(row));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function writeFiles(root: string, count: number): Tree {
  const paths: string[] = [];
  for (const { path, text } of manifestFiles(count)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    paths.push(path);
  }
  return { folder: root, paths };
}

function yamlBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .toSorted();
}
