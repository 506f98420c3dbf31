import { describe, expect, it } from 'vitest';
import { applySplices, edit, readFile } from '../../src/index.ts';
import { yaml } from '../manifests.ts';

const path = 'a.yaml';

const configMap: string = yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: seed
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        image: acme/copy:1
  data:
    note: |
      no yaml: here
      image: [
    values.yaml: |
      # ü
      web:
        image:
          repository: acme/web   # kept
          tag: "1"   # automator: semver:^1

      side: {image: 'acme/side:1'}
    pods.yaml: |4-
        ---
        kind: Pod
        spec: {containers: [{name: a, image: acme/a:1}]}
        ---
        kind: Pod
        spec: {containers: [{name: b, image: acme/b:1}]}
    quoted: "image: acme/quoted:1\n"
    folded: >
      image: acme/folded:1
  `;

const at = (text: string, to = { tag: '2.0' }) => {
  const bytes = Buffer.from(text);
  const edits = readFile(path, bytes).fields.map((field) => ({ field, to }));
  return { bytes, patch: edit(path, bytes, edits) };
};

describe('YAML in a string', () => {
  it('is read with the place of the outer file', () => {
    const { fields, notes } = readFile(path, Buffer.from(configMap));
    expect(
      fields.map(({ id, place, image, name }) => [id, place.line, place.column, image?.original, name]),
    ).toEqual([
      ['a.yaml#0/data/values.yaml!/web/image/tag', 17, 14, 'acme/web:1', 'web.image'],
      ['a.yaml#0/data/values.yaml!/side/image', 19, 19, 'acme/side:1', 'side.image'],
      ['a.yaml#0/data/pods.yaml!/spec/containers/0/image', 23, 44, 'acme/a:1', 'a'],
      ['a.yaml#0/data/pods.yaml!1/spec/containers/0/image', 26, 44, 'acme/b:1', 'b'],
      ['a.yaml#0/data/quoted!/image', 27, 11, 'acme/quoted:1', 'image'],
      ['a.yaml#0/data/folded!/image', 28, 11, 'acme/folded:1', 'image'],
    ]);
    expect(fields.every(({ owner }) => owner === 'a.yaml#0')).toBe(true);
    expect(notes.map(({ value, on, place }) => [value, on, place.line])).toEqual([
      ['semver:^1', 'a.yaml#0/data/values.yaml!/web/image/tag', 17],
    ]);
  });

  it('is edited in a literal block, in the bytes of the file, and refused elsewhere', () => {
    const { bytes, patch } = at(configMap);
    const expected = configMap
      .replace('tag: "1"', 'tag: "2.0"')
      .replace('side:1', 'side:2.0')
      .replace('acme/a:1', 'acme/a:2.0')
      .replace('acme/b:1', 'acme/b:2.0');
    expect(Buffer.from(patch.bytes).toString()).toBe(expected);
    expect(patch.refused.map(({ code }) => code)).toEqual(['inner-string', 'inner-string']);
    expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  });

  it('keeps carriage returns', () => {
    const text = 'data:\r\n  v: |\r\n    image: acme/web:1\r\n    x: 1\r\n';
    const { patch } = at(text);
    expect(patch.refused).toEqual([]);
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace('web:1', 'web:2.0'));
  });

  it('is refused where the string is shared', () => {
    const text = 'data:\n  v: &v |\n    image: acme/web:1\n  w: *v\n';
    expect(at(text).patch.refused.map(({ code }) => code)).toEqual(['aliased']);
  });

  it('that is no YAML is no problem', () => {
    const { fields, problems } = readFile(
      path,
      Buffer.from('data:\n  v: |\n    image: [\n    ---\n    image: {\n'),
    );
    expect([fields, problems]).toEqual([[], []]);
  });
});
