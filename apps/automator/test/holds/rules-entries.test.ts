import { type EntryEdit, edit, readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import {
  freezeEdits,
  holdEdits,
  readReleases,
  releaseEdits,
  rulesFile,
  unfreezeEdits,
  type Word,
} from '../../src/holds/index.ts';

const web = { id: 'web.yaml#0/image', field: 'document 0 image' };
const other = { id: 'other.yaml#0/image', field: 'document 0 image' };
const word: Word = { at: '2026-01-01T00:00:00Z', by: 'ann', reason: 'load test' };
const lifted = { commit: 'a'.repeat(40), version: '1.4.0' };

const read = (text: string) => readFile(rulesFile, Buffer.from(text));
const apply = (text: string, edits: readonly EntryEdit[]): string => {
  const patch = edit(rulesFile, Buffer.from(text), edits);
  expect(patch.refused).toEqual([]);
  return Buffer.from(patch.bytes).toString();
};
const hold = (text: string, field = web): string => apply(text, holdEdits(read(text), field, word));
const release = (text: string): string => apply(text, releaseEdits(read(text), web, lifted, word));
const freeze = (text: string): string => apply(text, freezeEdits(word));
const unfreeze = (text: string): string => apply(text, unfreezeEdits(read(text)));

const rules = '# Ours\nrules:\n  - paths: ["**"]   # all\n    tag: semver:^1\n';

describe('words in the rules file', () => {
  it('are added below what is there, or begin the file', () => {
    const entry =
      'holds:\n  - id: web.yaml#0/image\n    field: document 0 image\n    reason: load test\n    by: ann\n    at: 2026-01-01T00:00:00Z\n';
    expect(hold('').replaceAll(/["']/g, '')).toBe(entry);
    expect(hold(rules)).toMatch(new RegExp(`^${rules.replaceAll(/[[\]*^]/g, '\\$&')}holds:\n`));
  });

  it('a hold takes the place of the one before, and leaves those of other fields', () => {
    const twice = hold(hold(hold(rules, other)));
    expect(twice.match(/id: ["']?web/g)).toHaveLength(1);
    expect(twice.match(/id: ["']?other/g)).toHaveLength(1);
  });

  it('an entry whose container has another number now is found by its key', () => {
    const held = hold(rules, { ...web, id: 'web.yaml#0/spec/containers/7/image' });
    expect(hold(held).match(/- id:/g)).toHaveLength(1);
    expect(hold(held, { ...web, field: 'document 0 other' }).match(/- id:/g)).toHaveLength(2);
    expect(release(held)).not.toContain('holds:');
  });

  it('a release takes the hold away, and says which move it lifts', () => {
    const released = release(release(hold(hold(rules, other))));
    expect(released).toContain('other.yaml');
    expect(released.match(/version:/g)).toHaveLength(1);
    expect(readReleases(read(released))).toEqual([{ ...web, ...lifted, at: word.at }]);
  });

  it('what is frozen and unfrozen is what it was, byte for byte', () => {
    expect(unfreeze(freeze(freeze(rules)))).toBe(rules);
    expect(unfreeze(`${rules}freeze: true\n`)).toBe(rules);
    expect(unfreezeEdits(read(rules))).toEqual([]);
    expect(unfreezeEdits(undefined)).toEqual([]);
  });
});

describe('readReleases', () => {
  it.each([
    ['no file', undefined],
    ['no list', read('releases: yes\n')],
    ['no mappings', read('releases: [1, a]\n')],
    ['neither commit nor version', read('releases:\n  - id: a#0/b\n')],
    ['numbers for texts', read('releases:\n  - id: a#0/b\n    version: 1.4\n')],
  ])('%s is no release', (_title, facts) => {
    expect(readReleases(facts)).toEqual([]);
  });
});
