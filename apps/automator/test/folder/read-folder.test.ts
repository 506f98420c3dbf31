import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AutomatorError } from '../../src/errors/automator-error.ts';
import { readFolder } from '../../src/folder/index.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('reads manifests in the order of their paths, and follows no symbolic link', () => {
  mkdirSync(join(dir, 'b'));
  mkdirSync(join(dir, '.git'));
  for (const path of ['b/x.yml', 'a.yaml', 'c.txt', '.git/d.yaml'])
    writeFileSync(join(dir, path), 'kind: Pod\n');
  symlinkSync('/etc', join(dir, 'etc'));
  symlinkSync(join(dir, 'a.yaml'), join(dir, 'z.yaml'));
  const read = [...readFolder(dir, () => undefined)].map(({ path }) => path);
  expect(read).toEqual(['a.yaml', 'b/x.yml']);
});

it('says which folder it cannot read', () => {
  const read = () => [...readFolder(join(dir, 'nowhere'), () => undefined)];
  expect(read).toThrow(AutomatorError);
  expect(read).toThrow('nowhere');
});
