import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

it('leaves out what git would ignore, as the nearest .gitignore says', () => {
  const write = (path: string, text = 'kind: Pod\n'): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write('.gitignore', 'out/\n*.gen.yaml\n/top.yaml\n');
  write('deep/.gitignore', '!kept.gen.yaml\nlocal.yaml\n');
  for (const path of ['a.yaml', 'top.yaml', 'x.gen.yaml', 'out/b.yaml', 'deep/top.yaml']) write(path);
  for (const path of ['deep/kept.gen.yaml', 'deep/x.gen.yaml', 'deep/er/local.yaml', 'deep/er/c.yaml'])
    write(path);
  const read = [...readFolder(dir, () => undefined)].map(({ path }) => path);
  expect(read).toEqual(['a.yaml', 'deep/er/c.yaml', 'deep/kept.gen.yaml', 'deep/top.yaml']);
});

it('reads other text files where a line is marked for us', () => {
  writeFileSync(join(dir, 'main.tf'), 'image = "ghcr.io/acme/web:1.4.2" # automator: semver:^1.4\n');
  writeFileSync(join(dir, 'other.tf'), 'image = "ghcr.io/acme/web:1.4.2"\n');
  writeFileSync(join(dir, 'README.md'), 'image = "ghcr.io/acme/web:1.4.2" # automator: semver:^1.4\n');
  const read = [...readFolder(dir, () => undefined)];
  expect(read.map(({ path, facts }) => `${path} ${facts.fields[0]?.image?.tag}`)).toEqual(['main.tf 1.4.2']);
});

it('says which folder it cannot read', () => {
  const read = () => [...readFolder(join(dir, 'nowhere'), () => undefined)];
  expect(read).toThrow(AutomatorError);
  expect(read).toThrow('nowhere');
});
