import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from '@deployment-automator/manifest-patcher';
import { timeOf } from './clock.ts';
import type { Row } from './report.ts';
import { composeAll, lexAll, parseAll, readAll, type Tree } from './yardsticks.ts';

/** How much dearer than its yardsticks a scan may be. */
export interface ScanLimits {
  /** One pass of the lexer over the files that hold the word. */
  readonly lexer: number;
  /** Just reading the bytes. */
  readonly reading?: number;
}

/** A scan of all files, and one more after a single file has changed. */
export function measureScan(tree: Tree, limits: ScanLimits): readonly Row[] {
  const { folder, paths } = tree;
  readAll(tree); // Into the page cache.
  const reading = timeOf(() => readAll(tree));
  const scan = timeOf(() => {
    for (const path of paths) readFile(path, readFileSync(join(folder, path)));
  });
  const one = paths.slice(0, 1);
  const incremental = timeOf(() => {
    for (const path of one) readFile(path, readFileSync(join(folder, path)));
  }, 15);
  const texts = paths
    .map((path) => readFileSync(join(folder, path)))
    .filter((bytes) => bytes.includes('image'))
    .map((bytes) => bytes.toString('latin1'));
  const lexer = timeOf(() => lexAll(texts));
  const parser = timeOf(() => parseAll(texts), 1);
  const composer = timeOf(() => composeAll(texts), 1);
  return [
    { name: 'read the bytes', milliseconds: reading },
    { name: `yaml's lexer, ${texts.length} files with "image"`, milliseconds: lexer, times: ratios(lexer) },
    { name: `yaml's CST parser, the same files`, milliseconds: parser, times: ratios(parser) },
    { name: `yaml's composer, the same files`, milliseconds: composer, times: ratios(composer) },
    {
      name: 'cold scan, reading included',
      milliseconds: scan,
      times: [
        { of: 'lexer', ratio: scan / lexer, limit: limits.lexer },
        {
          of: 'reading',
          ratio: scan / reading,
          ...(limits.reading === undefined ? {} : { limit: limits.reading }),
        },
        { of: 'CST', ratio: scan / parser },
      ],
    },
    { name: 'scan after one file changed (that file)', milliseconds: incremental },
  ];

  function ratios(milliseconds: number): Row['times'] & object {
    return [{ of: 'reading', ratio: milliseconds / reading }];
  }
}
