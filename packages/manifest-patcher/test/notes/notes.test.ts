import { describe, expect, it } from 'vitest';
import { type Note, readFile } from '../../src/index.ts';
import { deployment, yaml } from '../manifests.ts';

const notesOf = (text: string): readonly Note[] => readFile('a.yaml', Buffer.from(text)).notes;

describe('annotations and labels of other dialects', () => {
  const annotated = [
    'fluxcd.io/automated',
    'fluxcd.io/tag.web',
    'flux.weave.works/locked',
    'filter.fluxcd.io/web',
    'repository.fluxcd.io/web',
    'registry.fluxcd.io/web',
    'tag.fluxcd.io/web',
    'argocd-image-updater.argoproj.io/image-list',
    'keel.sh/policy',
  ];
  it.each(annotated)('%s is a note, also of a resource without an image', (key) => {
    const notes = notesOf(`kind: Service\nmetadata:\n  name: web\n  annotations:\n    ${key}: "x"\n`);
    expect(notes).toEqual([
      {
        source: 'annotation',
        key,
        value: 'x',
        on: 'a.yaml#0',
        place: expect.objectContaining({ line: 5, column: 5 }),
      },
    ]);
  });

  it('Keel also reads labels, the others do not', () => {
    const notes = notesOf(yaml`
      kind: Deployment
      metadata:
        labels: {keel.sh/policy: minor, fluxcd.io/automated: "true"}
    `);
    expect(notes.map(({ source, key, value }) => [source, key, value])).toEqual([
      ['label', 'keel.sh/policy', 'minor'],
    ]);
  });

  it.each(['kustomize.toolkit.fluxcd.io/ssa', 'notkeel.sh/policy', 'image.fluxcd.io/x'])(
    '%s is none',
    (key) => {
      expect(notesOf(`kind: Pod\nmetadata: {annotations: {${key}: "x", image: y}}\n`)).toEqual([]);
    },
  );
});

describe("Flux's markers", () => {
  const markers: readonly (readonly [string, string])[] = [
    ['# {"$imagepolicy": "flux-system:podinfo"}', 'flux-system:podinfo'],
    ['#{"$imagepolicy":"flux-system:podinfo:tag"}', 'flux-system:podinfo:tag'],
    ['##   { "$imagepolicy" : "a:b:name" }  ', 'a:b:name'],
    ['# {"$imagepolicy": "a:b", "why": "c"}', 'a:b'],
    ['# {"$imagepolicy": "no policy at all"}', 'no policy at all'],
  ];
  it.each(markers)('%s names %s', (comment, value) => {
    const [note] = notesOf(deployment(`nginx:1 ${comment}`));
    expect(note).toMatchObject({ source: 'comment', key: '$imagepolicy', value, on: expect.any(String) });
  });

  const malformed: readonly string[] = [
    '{"$imagepolicy": "a:b"} # keep in sync',
    '{"$imagepolicy": "a:b"',
    "{'$imagepolicy': 'a:b'}",
    '{$imagepolicy: a:b}',
    '{"$imagepolicy": 1}',
    '{"$imagepolicy": ""}',
    '{"$imagepolicy": "a:b", "n": 1}',
    '["$imagepolicy", "a:b"]',
    'image: old:1 # {"$imagepolicy": "a:b"}',
  ];
  it.each(malformed)('# %s is given as it stands', (said) => {
    const [note] = notesOf(deployment(`nginx:1 # ${said}`));
    expect(note).toMatchObject({ key: '$imagepolicy', value: said });
  });

  it.each(['# see the $imagepolicy docs', '# {"$ref": "a:b"}', '# image policy'])('%s is none', (comment) => {
    expect(notesOf(deployment(`nginx:1 ${comment}`))).toEqual([]);
  });

  it('in a file with carriage returns lose them', () => {
    const text = deployment('nginx:1 # {"$imagepolicy": "a:b"}').replaceAll('\n', '\r\n');
    expect(notesOf(text).map(({ value }) => value)).toEqual(['a:b']);
  });
});
