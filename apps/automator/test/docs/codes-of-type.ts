import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.ts';

/** The texts of a closed union, read from where it is declared: types are gone when a test runs. */
export function codesOfType(file: string, type: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const [, body = ''] = new RegExp(`^export type ${type} =\\n((?: +\\| .*\\n)*.*;)`, 'm').exec(text) ?? [];
  const codes = [...body.matchAll(/'([^']+)'/g)].map(([, code = '']) => code);
  if (codes.length === 0) throw new Error(`${file} declares no ${type}`);
  return codes;
}
