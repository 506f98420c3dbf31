import { describe, expect, it } from 'vitest';
import { applySplices, edit, readFile } from '../../src/index.ts';
import { hasMarks } from '../../src/source/is-readable.ts';

const digest = `sha256:${'a'.repeat(64)}`;

interface Case {
  readonly file: string;
  readonly text: string;
  /** What is replaced by the tag 2, and what comes out. */
  readonly after: string;
}

const edited: readonly Case[] = [
  {
    file: 'main.tf',
    text: 'image = "ghcr.io/acme/web:1.4.2" # automator: semver:^1.4\n',
    after: 'image = "ghcr.io/acme/web:2" # automator: semver:^1.4\n',
  },
  {
    file: 'web.nomad',
    text: 'config { image = "acme/web:1" } // automator: semver:^1\r\n',
    after: 'config { image = "acme/web:2" } // automator: semver:^1\r\n',
  },
  {
    file: 'versions.tf',
    text: 'web_tag = "1.4.2" # automator: semver:^1.4 image=ghcr.io/acme/web\n',
    after: 'web_tag = "2" # automator: semver:^1.4 image=ghcr.io/acme/web\n',
  },
  {
    file: 'Dockerfile',
    text: '# automator: semver:^1\nFROM --platform=$BUILDPLATFORM nginx:1.25 AS base\n',
    after: '# automator: semver:^1\nFROM --platform=$BUILDPLATFORM nginx:2 AS base\n',
  },
  {
    file: '.env',
    text: 'WEB_TAG=1.10 # automator: image=ghcr.io/acme/web semver:^1\n',
    after: 'WEB_TAG=2 # automator: image=ghcr.io/acme/web semver:^1\n',
  },
  {
    file: 'app.toml',
    text: "image = 'localhost:5000/web:1'  # automator: semver:^1\n",
    after: "image = 'localhost:5000/web:2'  # automator: semver:^1\n",
  },
  {
    file: 'web.jsonnet',
    text: "{ image: 'acme/web:1', /* automator: semver:^1 */ ü: 1 }\n",
    after: "{ image: 'acme/web:2', /* automator: semver:^1 */ ü: 1 }\n",
  },
  {
    file: 'init.lua',
    text: 'ü = "acme/web:1" -- automator: semver:^1\n',
    after: 'ü = "acme/web:2" -- automator: semver:^1\n',
  },
  {
    file: 'app.ini',
    text: 'image=acme/web:1 ; automator: semver:^1',
    after: 'image=acme/web:2 ; automator: semver:^1',
  },
  {
    file: 'templates/web.yaml',
    text: 'a: {{ if .Values.x }}\n{{ end }}\nimage: nginx:1 # automator: semver:^1\n',
    after: 'a: {{ if .Values.x }}\n{{ end }}\nimage: nginx:2 # automator: semver:^1\n',
  },
  {
    file: 'templates/two.yaml',
    text: 'a: 1\n---\n{{- if x }}\n  image: {{ .r }}/web:1\n  image: docker.io/web:1 {{/* automator: semver:^1 */}}\n',
    after:
      'a: 1\n---\n{{- if x }}\n  image: {{ .r }}/web:1\n  image: docker.io/web:2 {{/* automator: semver:^1 */}}\n',
  },
];

describe('a marked line', () => {
  it.each(edited)('of $file is read and edited', ({ file, text, after }) => {
    const bytes = Buffer.from(text);
    const { fields, notes } = readFile(file, bytes);
    expect(fields).toHaveLength(1);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ source: 'comment', key: 'automator', on: fields[0]?.id });
    expect(notes[0]?.value).toMatch(/^semver:\^1(?:\.4)?$/);
    const patch = edit(file, bytes, [{ field: fields[0] ?? '', to: { tag: '2' } }]);
    expect(patch.refused).toEqual([]);
    expect(Buffer.from(patch.bytes).toString()).toBe(after);
    expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
    expect(readFile(file, patch.bytes).fields[0]?.image?.tag).toBe('2');
  });

  it('has the id, the place and the parts of its field', () => {
    const text =
      '\na = 1\nweb_tag = "1.4.2" # automator: semver:^1 image="ghcr.io/acme/web"\nx = "r/y:1" # automator: a\n';
    const { fields } = readFile('a.tf', Buffer.from(text));
    expect(fields.map(({ id }) => id)).toEqual(['a.tf#0!0', 'a.tf#0!1']);
    expect(fields[0]?.place).toEqual({
      file: 'a.tf',
      document: 0,
      pointer: '',
      inner: '0',
      line: 3,
      column: 12,
    });
    expect(fields[0]?.image).toMatchObject({ registry: 'ghcr.io', repository: 'acme/web', tag: '1.4.2' });
    expect(fields[0]?.slots.map(({ role, text: slot }) => [role, slot])).toEqual([
      ['repository', 'ghcr.io/acme/web'],
      ['tag', '1.4.2'],
    ]);
  });

  it('keeps a digest behind its tag', () => {
    const text = `tag = "1@${digest}" # automator: semver:^1 image=acme/web\n`;
    const to = { tag: '2', digest: `sha256:${'b'.repeat(64)}` };
    const patch = edit('a.tf', Buffer.from(text), [{ field: 'a.tf#0!0', to }]);
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace(`1@${digest}`, `2@${to.digest}`));
  });

  const without: readonly (readonly [string, string])[] = [
    ['nothing', 'x = 1 # automator: semver:^1\n'],
    ['two references', 'x = ["a/b:1", "a/c:1"] # automator: semver:^1\n'],
    ['no line behind it', '# automator: semver:^1'],
  ];
  it.each(without)('that holds %s has a note without a field', (_, text) => {
    const { fields, notes } = readFile('a.tf', Buffer.from(text));
    expect(fields).toEqual([]);
    expect(notes.map(({ on, value }) => [on, value])).toEqual([[undefined, 'semver:^1']]);
  });

  it('that holds a template is listed and refused', () => {
    const text = 'image = "ghcr.io/acme/web:\u0024{var.tag}" # automator: semver:^1\n';
    const { fields } = readFile('a.tf', Buffer.from(text));
    expect(fields.map(({ refusal }) => refusal?.code)).toEqual(['template']);
    const patch = edit('a.tf', Buffer.from(text), [{ field: 'a.tf#0!0', to: { tag: '2' } }]);
    expect(patch.refused.map(({ code }) => code)).toEqual(['template']);
  });
});

describe('a file', () => {
  it('without marks says nothing', () => {
    expect(readFile('main.tf', Buffer.from('image = "a/b:1"\n'))).toMatchObject({ fields: [], notes: [] });
  });

  const names: readonly (readonly [string, string, boolean])[] = [
    ['main.tf', '# automator: x', true],
    ['Dockerfile', '# automator: x', true],
    ['README.md', '# automator: x', false],
    ['main.tf', 'image', false],
    ['a.bin', '\0# automator: x', false],
  ];
  it.each(names)('%s with %j has marks: %s', (name, text, expected) => {
    expect(hasMarks(name, Buffer.from(text))).toBe(expected);
  });

  it('that is a template says so, and one with a mistake says that', () => {
    const problems = (text: string) => readFile('a.yaml', Buffer.from(text)).problems.map(({ code }) => code);
    expect(problems('image: {{ x }}\n  y: {{ if }}\n')).toEqual(['template']);
    expect(problems('image: [\n')).toEqual(['syntax']);
  });

  it('with many marks on one line takes time that grows with its size', () => {
    const text = `${';'.repeat(200_000)} automator: ${'; automator:'.repeat(20_000)}\n`;
    expect(readFile('a.ini', Buffer.from(text)).notes).toHaveLength(1);
  });
});
