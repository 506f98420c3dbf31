import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../src/change-sets/parse-diff.ts';

const twoFiles = `diff --git a/apps/web.yaml b/apps/web.yaml
index 0123abc..4567def 100644
--- a/apps/web.yaml
+++ b/apps/web.yaml
@@ -8,3 +8,3 @@ spec:
       containers:
-        - image: ghcr.io/acme/web:1.4.1
+        - image: ghcr.io/acme/web:1.4.2

@@ -40 +40 @@
-tag: 1
+tag: 2
diff --git a/new.txt b/new.txt
new file mode 100644
index 0000000..4567def
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+-- a line that looks like a heading
\\ No newline at end of file
`;

describe('parseDiff', () => {
  it('reads files, hunks, signs and line numbers', () => {
    const [first, second, ...others] = parseDiff(twoFiles);
    expect(others).toEqual([]);
    expect(first?.path).toBe('apps/web.yaml');
    expect(first?.notes).toEqual([]);
    expect(first?.hunks).toEqual([
      {
        heading: 'spec:',
        lines: [
          { sign: ' ', before: 8, after: 8, text: '      containers:' },
          { sign: '-', before: 9, text: '        - image: ghcr.io/acme/web:1.4.1' },
          { sign: '+', after: 9, text: '        - image: ghcr.io/acme/web:1.4.2' },
          { sign: ' ', before: 10, after: 10, text: '' },
        ],
      },
      {
        heading: '',
        lines: [
          { sign: '-', before: 40, text: 'tag: 1' },
          { sign: '+', after: 40, text: 'tag: 2' },
        ],
      },
    ]);
    expect(second?.path).toBe('new.txt');
    expect(second?.notes).toEqual(['new file mode 100644']);
    expect(second?.hunks).toEqual([
      {
        heading: '',
        lines: [{ sign: '+', after: 1, text: '-- a line that looks like a heading', unended: true }],
      },
    ]);
  });

  it('keeps a line end of Windows as text, and takes removed lines that look like headings for lines', () => {
    const text = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\r\n+++ b/y\r\n same\n';
    expect(parseDiff(text)[0]?.hunks[0]?.lines).toEqual([
      { sign: '-', before: 1, text: '-- a/y\r' },
      { sign: '+', after: 1, text: '++ b/y\r' },
      { sign: ' ', before: 2, after: 2, text: 'same' },
    ]);
  });

  it.each([
    [
      'a removed file',
      'diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a',
      'x',
    ],
    [
      'a path with spaces',
      'diff --git a/a b.yaml b/a b.yaml\n--- a/a b.yaml\t\n+++ b/a b.yaml\t\n',
      'a b.yaml',
    ],
    ['a path that git quotes', 'diff --git "a/\\303\\251.yaml" "b/\\303\\251.yaml"\n', '\\303\\251.yaml'],
    ['a renamed file', 'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n', 'y'],
  ])('names %s', (_, text, path) => {
    expect(parseDiff(text).map((file) => file.path)).toEqual([path]);
  });

  it('keeps what it cannot place', () => {
    expect(parseDiff('what is this\n')).toEqual([{ path: '', notes: ['what is this'], hunks: [] }]);
    expect(parseDiff('')).toEqual([]);
    const cut = 'diff --git a/x b/x\n@@ -1,9 +1,9 @@\n a\n[cut after 200 kB]\n';
    expect(parseDiff(cut)[0]).toEqual({
      path: 'x',
      notes: ['[cut after 200 kB]'],
      hunks: [{ heading: '', lines: [{ sign: ' ', before: 1, after: 1, text: 'a' }] }],
    });
  });
});
