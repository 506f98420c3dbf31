import { describe, expect, it } from 'vitest';
import { type Edit, edit, type ImageField, readFile } from '../../src/index.ts';
import { yaml } from '../manifests.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const marker = '# {"$imagepolicy": "a:b:tag"}';

type To = { readonly tag?: string; readonly digest?: string };

interface Edited {
  readonly text: string;
  readonly refused: readonly string[];
}

const apply = (text: string, edits: readonly Edit[], path = 'v.yaml'): Edited => {
  const patch = edit(path, Buffer.from(text), edits);
  return { text: Buffer.from(patch.bytes).toString(), refused: patch.refused.map(({ code }) => code) };
};

const openIn = (text: string, path = 'v.yaml'): readonly ImageField[] =>
  readFile(path, Buffer.from(text), ['Application']).openFields ?? [];

/** Give every open field this version. */
const editAll = (text: string, to: To, path?: string): Edited =>
  apply(
    text,
    openIn(text, path).map((field) => ({ field, to })),
    path,
  );

describe('a new version in an open field', () => {
  const goodEdits: readonly (readonly [string, To, string])[] = [
    [`a: 1.2.0 ${marker}`, { tag: '1.3.0' }, `a: 1.3.0 ${marker}`],
    [`a: 1.20 ${marker}`, { tag: '1.30' }, `a: "1.30" ${marker}`],
    [`a: '1.2' ${marker}`, { tag: '1.3' }, `a: '1.3' ${marker}`],
    [`a: ${marker}`, { tag: '1.3' }, `a: "1.3" ${marker}`],
    [`a: [v1]   ${marker}`, { tag: 'v2' }, `a: [v2]   ${marker}`],
    [`a: v1@${digest} ${marker}`, { tag: 'v2', digest: other }, `a: v2@${other} ${marker}`],
    ['a: x/y:1 # {"$imagepolicy": "a:b"}', { tag: '2' }, 'a: x/y:2 # {"$imagepolicy": "a:b"}'],
    [
      `a: x/y:1@${digest} # {"$imagepolicy": "a:b"}`,
      { tag: '2', digest: other },
      `a: x/y:2@${other} # {"$imagepolicy": "a:b"}`,
    ],
    [
      `a: ${digest} # {"$imagepolicy": "a:b:digest"}`,
      { digest: other },
      `a: ${other} # {"$imagepolicy": "a:b:digest"}`,
    ],
    [
      'web:\n  tag: v1 # automator: semver:1 image=x/y',
      { tag: 'v2' },
      'web:\n  tag: v2 # automator: semver:1 image=x/y',
    ],
    ['{webTag: v1, dbVersion: "v1"}', { tag: 'v2' }, '{webTag: v2, dbVersion: "v2"}'],
    ['tag: v1\r\n---\r\ntag: v1', { tag: 'v2' }, 'tag: v2\r\n---\r\ntag: v2'],
  ];
  it.each(goodEdits)('%j to %j gives %j', (before, to, after) => {
    expect(editAll(`${before}\n`, to)).toEqual({ text: `${after}\n`, refused: [] });
  });

  const refusedEdits: readonly (readonly [string, To, string])[] = [
    [`a: v1 ${marker}`, { tag: 'v2', digest }, 'no-slot'],
    [`a: v1 ${marker}`, { digest }, 'no-slot'],
    [`a: v1 ${marker}`, {}, 'invalid-version'],
    [`a: v1 ${marker}`, { tag: 'two words' }, 'invalid-version'],
    [`a: v1@${digest} ${marker}`, { tag: 'v2' }, 'pinned'],
    [`a: ${digest} # {"$imagepolicy": "a:b:digest"}`, { tag: 'v2', digest }, 'no-slot'],
    ['a: x/y # {"$imagepolicy": "a:b:name"}', { tag: 'v2' }, 'no-slot'],
    [`a: two words ${marker}`, { tag: 'v2' }, 'not-a-reference'],
    [`a: "{{ .tag }}" ${marker}`, { tag: 'v2' }, 'template'],
    [`a: &a v1 ${marker}\nb: *a`, { tag: 'v2' }, 'aliased'],
    [`a: !env v1 ${marker}`, { tag: 'v2' }, 'tagged'],
    [`a: v1 ${marker}\nsops:\n  mac: x`, { tag: 'v2' }, 'sealed'],
  ];
  it.each(refusedEdits)('%j to %j is refused: %s', (text, to, code) => {
    expect(editAll(`${text}\n`, to)).toEqual({ text: `${text}\n`, refused: [code] });
  });

  it('is made by the id alone, and refused where the value has changed since', () => {
    const text = `a: v1 ${marker}\n`;
    const [field] = openIn(text);
    const to = { tag: 'v3' };
    expect(apply(text, [{ field: field?.id ?? '', to }]).text).toBe(`a: v3 ${marker}\n`);
    const changed = apply(text.replace('v1', 'v2'), field === undefined ? [] : [{ field, to }]);
    expect(changed.refused).toEqual(['changed']);
  });

  it('reaches parameters, and image fields beside them, in one go', () => {
    const text = yaml`
      kind: Application
      spec:
        source:
          helm:
            parameters:
            - {name: image.repository, value: ghcr.io/acme/web}
            - {name: image.tag, value: "1"}
            - name: db.tag
              value: "1" # the last one
    `;
    const { fields, openFields = [] } = readFile('a.yaml', Buffer.from(text), ['Application']);
    const edits = [...fields, ...openFields].map((field) => ({ field, to: { tag: '2' } }));
    expect(apply(text, edits, 'a.yaml')).toEqual({ text: text.replaceAll('"1"', '"2"'), refused: [] });
  });

  it('stays a JSON string in JSON', () => {
    const json =
      '{"kind":"Application","spec":{"source":{"helm":{"parameters":[{"name":"a","value":"v1"}]}}}}';
    expect(editAll(json, { tag: '2' }, 'a.json').text).toBe(json.replace('v1', '2'));
  });

  it('does not stand in the way of an image that a version shares by an alias', () => {
    const text = 'version: &v v1\nimage: {repository: x/y, tag: *v}\n';
    const [field] = readFile('v.yaml', Buffer.from(text)).fields;
    const { text: now, refused } = apply(text, [{ field: field?.id ?? '', to: { tag: 'v2' } }]);
    expect({ now, refused }).toEqual({ now: text.replace('v1', 'v2'), refused: [] });
  });
});

describe('the comment of an open field', () => {
  it.each([
    [`a: v1 ${marker}`, 'automator: semver:^1 image=x/y', 'a: v1 # automator: semver:^1 image=x/y'],
    [`a: v1  ${marker}`, null, 'a: v1'],
    ['tag: v1', 'automator: semver:^1 image=x/y', 'tag: v1 # automator: semver:^1 image=x/y'],
    [`a: [v1] ${marker}`, 'automator: semver:^1 image=x/y', 'a: [v1] # automator: semver:^1 image=x/y'],
  ] as const)('of %j becomes %j', (before, comment, after) => {
    const edits = openIn(`${before}\n`).map((field) => ({ field, comment }));
    expect(apply(`${before}\n`, edits)).toEqual({ text: `${after}\n`, refused: [] });
  });

  it('is refused between brackets with others', () => {
    const text = 'a: {tag: v1, other: x}\n';
    const edits = openIn(text).map((field) => ({ field, comment: 'automator: semver:^1 image=x/y' }));
    expect(apply(text, edits)).toEqual({ text, refused: ['shared-line'] });
  });

  it('changes together with its version', () => {
    const text = `a: v1 ${marker}\n`;
    const edits = openIn(text).flatMap((field): Edit[] => [
      { field, to: { tag: 'v2' } },
      { field, comment: 'automator: semver:^1 image=x/y' },
    ]);
    expect(apply(text, edits).text).toBe('a: v2 # automator: semver:^1 image=x/y\n');
  });
});
