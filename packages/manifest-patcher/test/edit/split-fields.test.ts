import { describe, expect, it } from 'vitest';
import { applySplices, edit, readFile, type VersionEdit } from '../../src/index.ts';

const a = `sha256:${'a'.repeat(64)}`;
const b = `sha256:${'b'.repeat(64)}`;

function patched(path: string, text: string, wish: Omit<VersionEdit, 'field'>) {
  const bytes = Buffer.from(text);
  const [field] = readFile(path, bytes).fields;
  const patch = edit(path, bytes, [{ field: field ?? '', ...wish }]);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return { text: Buffer.from(patch.bytes).toString(), patch };
}

interface Made {
  readonly of: string;
  readonly path?: string;
  readonly before: string;
  readonly to: VersionEdit['to'];
  readonly after: string;
}

const made: readonly Made[] = [
  {
    of: 'a tag',
    before: 'image: {repository: r, tag: v1}',
    to: { tag: 'v2' },
    after: 'image: {repository: r, tag: v2}',
  },
  {
    of: 'a number',
    before: 'image:\n  repository: r\n  tag: 1.10 # c\n',
    to: { tag: '1.11' },
    after: 'image:\n  repository: r\n  tag: "1.11" # c\n',
  },
  {
    of: 'a quoted number',
    before: "image: {repository: r, tag: '1.10'}",
    to: { tag: '1.20' },
    after: "image: {repository: r, tag: '1.20'}",
  },
  {
    of: 'an empty tag',
    before: 'image: {repository: r, tag: ""}',
    to: { tag: '1' },
    after: 'image: {repository: r, tag: "1"}',
  },
  {
    of: 'a tag that is not written',
    before: 'image:\n  repository: r\n  tag:\n',
    to: { tag: 'v1' },
    after: 'image:\n  repository: r\n  tag: v1\n',
  },
  {
    of: 'a tag with its digest',
    before: `image: {repository: r, tag: "1@${a}"}`,
    to: { tag: '2', digest: b },
    after: `image: {repository: r, tag: "2@${b}"}`,
  },
  {
    of: 'tag and digest',
    before: `image: {repository: r, tag: v1, digest: "${a}"}`,
    to: { tag: 'v2', digest: b },
    after: `image: {repository: r, tag: v2, digest: "${b}"}`,
  },
  {
    of: 'a digest before its tag',
    before: `image: {digest: "${a}", repository: r, tag: v1}`,
    to: { tag: 'v2', digest: b },
    after: `image: {digest: "${b}", repository: r, tag: v2}`,
  },
  {
    of: 'a digest alone',
    before: `images: [{name: r, digest: "${a}"}]`,
    to: { digest: b },
    after: `images: [{name: r, digest: "${b}"}]`,
  },
  {
    of: 'an empty digest',
    before: 'image: {repository: r, tag: v1, digest: ""}',
    to: { tag: 'v2', digest: b },
    after: `image: {repository: r, tag: v2, digest: "${b}"}`,
  },
  {
    of: 'bare hex digits',
    before: `image: {repository: r, tag: v1, sha: "${a.slice(7)}"}`,
    to: { tag: 'v2', digest: b },
    after: `image: {repository: r, tag: v2, sha: "${b.slice(7)}"}`,
  },
  {
    of: 'a reference behind a name',
    path: '.argocd-source-x.yaml',
    before: 'kustomize: {images: ["w=r:1"]}',
    to: { tag: '2' },
    after: 'kustomize: {images: ["w=r:2"]}',
  },
  {
    of: 'a reference behind docker://',
    path: '.github/workflows/a.yaml',
    before: 'x: {uses: docker://alpine:3}',
    to: { tag: '4' },
    after: 'x: {uses: docker://alpine:4}',
  },
  {
    of: 'an empty value in JSON',
    path: 'a.json',
    before: '{"image": {"repository": "r", "tag": null}}',
    to: { tag: 'v1' },
    after: '{"image": {"repository": "r", "tag": "v1"}}',
  },
  {
    of: 'a number in JSON',
    path: 'a.json',
    before: '{"image": {"repository": "r", "tag": 1.10}}',
    to: { tag: '2' },
    after: '{"image": {"repository": "r", "tag": "2"}}',
  },
];

interface Refused {
  readonly of: string;
  readonly before: string;
  readonly wish: Omit<VersionEdit, 'field'>;
  readonly code: string;
}

const refused: readonly Refused[] = [
  {
    of: 'a digest without a place',
    before: 'image: {repository: r, tag: v1}',
    wish: { to: { tag: 'v2', digest: b } },
    code: 'no-slot',
  },
  {
    of: 'a tag without a place',
    before: `image: {repository: r, digest: "${a}"}`,
    wish: { to: { tag: 'v2', digest: b } },
    code: 'no-slot',
  },
  {
    of: 'unpinning a digest of its own',
    before: `image: {repository: r, tag: v1, digest: "${a}"}`,
    wish: { to: { tag: 'v2' }, unpin: true },
    code: 'no-slot',
  },
  {
    of: 'leaving out a tag of its own',
    before: `image: {repository: r, tag: v1, digest: "${a}"}`,
    wish: { to: { digest: b } },
    code: 'no-slot',
  },
  {
    of: 'dropping a digest unasked',
    before: `image: {repository: r, tag: "v1@${a}"}`,
    wish: { to: { tag: 'v2' } },
    code: 'pinned',
  },
  {
    of: 'a tag that is none',
    before: 'image: {repository: r, tag: v1}',
    wish: { to: { tag: 'a b' } },
    code: 'invalid-version',
  },
  { of: 'nothing', before: 'image: {repository: r, tag: v1}', wish: { to: {} }, code: 'invalid-version' },
  {
    of: 'a template',
    before: 'image: {repository: r, tag: "{{ .t }}"}',
    wish: { to: { tag: '1' } },
    code: 'template',
  },
];

describe('a split field', () => {
  it.each(made)('takes a new version for $of', ({ path = 'a.yaml', before, to, after }) => {
    const { text, patch } = patched(path, before, { to });
    expect(patch.refused).toEqual([]);
    expect(text).toBe(after);
    expect(readFile(path, patch.bytes).fields[0]?.image).toMatchObject(to);
  });

  it.each(refused)('refuses $of', ({ before, wish, code }) => {
    const { text, patch } = patched('a.yaml', before, wish);
    expect(patch.refused.map((refusal) => refusal.code)).toEqual([code]);
    expect(text).toBe(before);
  });

  it('loses a digest behind its tag where that is wished', () => {
    const { text } = patched('a.yaml', `image: {repository: r, tag: "v1@${a}"}`, {
      to: { tag: 'v2' },
      unpin: true,
    });
    expect(text).toBe('image: {repository: r, tag: "v2"}');
  });
});
