import { describe, expect, it } from 'vitest';
import { applySplices, type Edit, edit, idBelow, type Note, type Patch, readFile } from '../../src/index.ts';
import { yaml } from '../manifests.ts';

const apply = (text: string, edits: readonly Edit[]): { readonly text: string; readonly patch: Patch } => {
  const bytes = Buffer.from(text);
  const patch = edit('f.yaml', bytes, edits);
  expect(bytes.equals(applySplices(patch.bytes, patch.undo))).toBe(true);
  return { text: Buffer.from(patch.bytes).toString(), patch };
};

const notesIn = (text: string): readonly Note[] => readFile('f.yaml', Buffer.from(text)).notes;

/** The edit that takes a note away. */
const removal = ({ source, key, on, role }: Note): Edit => {
  if (source === 'comment')
    return { field: on ?? '', comment: null, ...(role === undefined ? {} : { role }) };
  return { at: idBelow(on ?? '', 'metadata', `${source}s`, key), entry: null };
};

describe("another dialect's notes in one file", () => {
  const text = yaml`
    # the shop
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      labels: {app: web, keel.sh/policy: minor}
      annotations:
        fluxcd.io/automated: "true"   # since spring
        # keep this one
        owner: shop
        fluxcd.io/tag.web: semver:~1.2
    spec:
      template:
        spec:
          containers:
            - name: web
              image: ghcr.io/acme/web:1.2.0 # {"$imagepolicy": "flux-system:web"}
    ---
    kind: Kustomization
    images:
      - name: web
        newName: ghcr.io/acme/web # {"$imagepolicy": "flux-system:web:name"}
        newTag: "1.2.0"   # {"$imagepolicy": "flux-system:web:tag"}
    ---
    kind: Deployment
    metadata:
      annotations:
        keel.sh/policy: major
      labels:
        keel.sh/trigger: poll
    spec: {template: {spec: {containers: [{name: db, image: "db:1"}]}}}
    ---
    build: 1.2.0 # {"$imagepolicy": "flux-system:web:tag"}
  `;

  it('are all removed at once, and nothing else', () => {
    const done = apply(text, notesIn(text).map(removal));
    expect(done.patch.refused).toEqual([]);
    expect(done.text).toBe(yaml`
      # the shop
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {app: web}
        annotations:
          # keep this one
          owner: shop
      spec:
        template:
          spec:
            containers:
              - name: web
                image: ghcr.io/acme/web:1.2.0
      ---
      kind: Kustomization
      images:
        - name: web
          newName: ghcr.io/acme/web
          newTag: "1.2.0"
      ---
      kind: Deployment
      metadata:
        annotations: {}
        labels: {}
      spec: {template: {spec: {containers: [{name: db, image: "db:1"}]}}}
      ---
      build: 1.2.0
    `);
    expect(notesIn(done.text)).toEqual([]);
  });

  it('are replaced by ours at once: new entries first, so that no mapping is ever empty', () => {
    const notes = notesIn(text);
    const ours = notes
      .filter(({ source }) => source === 'annotation')
      .map(({ on = '' }) => idBelow(on, 'metadata', 'annotations', 'automator/tag'));
    const comments = notes.flatMap(({ source, on, role }): Edit[] => {
      if (source !== 'comment' || on === undefined) return [];
      if (role === 'repository') return [{ field: on, role, comment: null }];
      return [{ field: on, comment: 'automator: semver:~1.2 image=ghcr.io/acme/web' }];
    });
    const edits: readonly Edit[] = [
      ...notes.filter(({ source }) => source !== 'comment').map(removal),
      ...[...new Set(ours)].map((at) => ({ at, entry: 'semver:~1.2' })),
      ...comments,
    ];
    const done = apply(text, edits);
    expect(done.patch.refused).toEqual([]);
    expect(done.text).toContain(yaml`
      kind: Deployment
      metadata:
        annotations:
          automator/tag: semver:~1.2
        labels: {}
    `);
    expect(done.text).toContain('    owner: shop\n    automator/tag: semver:~1.2\nspec:');
    expect(notesIn(done.text).map(({ source, key }) => [source, key])).toEqual([
      ['annotation', 'automator/tag'],
      ['comment', 'automator'],
      ['comment', 'automator'],
      ['annotation', 'automator/tag'],
      ['comment', 'automator'],
    ]);
  });
});

describe('the last entry of a mapping', () => {
  const emptied: readonly (readonly [string, string])[] = [
    ['metadata:\n  annotations:\n    a: b\n  name: x\n', 'metadata:\n  annotations: {}\n  name: x\n'],
    ['metadata:\n  annotations:\n    a: b # c\nx: y\n', 'metadata:\n  annotations: {}\nx: y\n'],
    ['metadata:\n  annotations: # c\n    a: b\nx: y\n', 'metadata:\n  annotations: {} # c\nx: y\n'],
    ['metadata:\n  annotations: {a: b}\nx: y\n', 'metadata:\n  annotations: {}\nx: y\n'],
    ['metadata: {annotations: {a: b}, x: y}\n', 'metadata: {annotations: {}, x: y}\n'],
    ['metadata:\r\n  annotations:\r\n    a: b\r\n', 'metadata:\r\n  annotations: {}\r\n'],
    ['metadata:\n  annotations:\n    a: b', 'metadata:\n  annotations: {}'],
  ];
  it.each(emptied)('of %j leaves %j', (before, after) => {
    const { text, patch } = apply(before, [{ at: 'f.yaml#0/metadata/annotations/a', entry: null }]);
    expect(patch.refused).toEqual([]);
    expect(text).toBe(after);
  });

  it('goes with its mapping where the mapping is what is removed', () => {
    const { text } = apply('metadata:\n  annotations:\n    a: b\n  name: x\n', [
      { at: 'f.yaml#0/metadata/annotations', entry: null },
    ]);
    expect(text).toBe('metadata:\n  name: x\n');
  });
});

describe('the comment on one of several scalars of an image', () => {
  const image = 'image:\n  repository: a/b # x\n  tag: v1 # y\n';
  const field = 'f.yaml#0/image/tag';

  it('is the one on the tag unless its role is given', () => {
    expect(apply(image, [{ field, comment: 'z' }]).text).toBe(image.replace('# y', '# z'));
    expect(apply(image, [{ field, role: 'repository', comment: 'z' }]).text).toBe(
      image.replace('# x', '# z'),
    );
    const both: Edit[] = [
      { field, comment: null },
      { field, role: 'repository', comment: null },
    ];
    expect(apply(image, both).text).toBe('image:\n  repository: a/b\n  tag: v1\n');
  });

  it('is refused where the image has no such scalar', () => {
    const { patch } = apply(image, [{ field, role: 'digest', comment: 'z' }]);
    expect(patch.refused.map(({ code }) => code)).toEqual(['no-comments']);
  });
});
