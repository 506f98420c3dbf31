import { describe, expect, it } from 'vitest';
import { edit, readFile } from '../../src/index.ts';
import { yaml } from '../manifests.ts';
import { expectFound, type FindCase } from './found.ts';

const detected: readonly FindCase[] = [
  {
    of: 'the values themselves: a whole image, or one beside its tag',
    text: yaml`
      kind: HelmRelease
      spec: {values: {image: acme/web:1}}
      ---
      kind: HelmRelease
      spec: {values: {registry: quay.io, image: acme/web, tag: "1"}}
      ---
      kind: HelmRelease
      spec: {values: {image: {repository: acme/web, tag: "1"}}}
    `,
    finds: [
      'image /spec/values/image acme/web:1',
      '- /spec/values/tag quay.io/acme/web:1',
      'image /spec/values/image/tag acme/web:1',
    ],
  },
  {
    of: 'each mapping right below the values, in each of its shapes',
    text: yaml`
      kind: HelmRelease
      spec:
        values:
          a: {image: "acme/a:1"}
          b: {image: acme/b, tag: "1"}
          c: {registry: quay.io, image: "acme/c:1"}
          d: {registry: quay.io, image: acme/d, tag: "1"}
          e: {image: {repository: acme/e, tag: "1"}}
          f: {image: {repository: "acme/f:1"}}
          g: {image: {registry: quay.io, repository: acme/g, tag: "1"}}
          h: {image: {registry: quay.io, repository: "acme/h:1"}}
          i: {registry: "https://npm.acme.io/", image: "acme/i:1"}
          j: {registry: quay.io, image: "gcr.io/acme/j:1"}
          k: {registry: "$(REGISTRY)", image: "acme/k:1"}
    `,
    finds: [
      'a.image /spec/values/a/image acme/a:1',
      'b /spec/values/b/tag acme/b:1',
      'c.image /spec/values/c/image quay.io/acme/c:1',
      'd /spec/values/d/tag quay.io/acme/d:1',
      'e.image /spec/values/e/image/tag acme/e:1',
      'f.image /spec/values/f/image/repository acme/f:1',
      'g.image /spec/values/g/image/tag quay.io/acme/g:1',
      'h.image /spec/values/h/image/repository quay.io/acme/h:1',
      'i.image /spec/values/i/image acme/i:1',
      'j.image /spec/values/j/image gcr.io/acme/j:1',
      'k.image /spec/values/k/image (template)',
    ],
  },
];

const release = (annotations: string, values: string): string =>
  `kind: HelmRelease\nmetadata:\n  annotations: {${annotations}}\nspec:\n  values: ${values}\n`;

const mapped: readonly FindCase[] = [
  {
    of: 'a whole reference',
    text: release('repository.fluxcd.io/web: a.b', '{a: {b: "acme/web:1"}}'),
    finds: ['web /spec/values/a/b acme/web:1'],
  },
  {
    of: 'a repository and a tag',
    text: release('repository.fluxcd.io/web: a.b, tag.fluxcd.io/web: c', '{a: {b: acme/web}, c: "1"}'),
    finds: ['web /spec/values/c acme/web:1'],
  },
  {
    of: 'a registry and a repository with its tag',
    text: release('repository.fluxcd.io/web: b, registry.fluxcd.io/web: c', '{b: "acme/web:1", c: quay.io}'),
    finds: ['web /spec/values/b quay.io/acme/web:1'],
  },
  {
    of: 'all three',
    text: release(
      'repository.fluxcd.io/web: b, registry.fluxcd.io/web: c, tag.fluxcd.io/web: d',
      '{b: acme/web, c: quay.io, d: v1}',
    ),
    finds: ['web /spec/values/d quay.io/acme/web:v1'],
  },
  {
    of: 'the alias before the path, where the values look like an image as well',
    text: release(
      'repository.fluxcd.io/app: web.image.repository, tag.fluxcd.io/app: web.image.tag',
      '{web: {image: {repository: acme/web, tag: v1}}, db: {image: {repository: acme/db, tag: v1}}}',
    ),
    finds: ['app /spec/values/web/image/tag acme/web:v1', 'db.image /spec/values/db/image/tag acme/db:v1'],
  },
  {
    of: 'nothing, where a path leads nowhere',
    text: release(
      'repository.fluxcd.io/a: b, tag.fluxcd.io/a: x, repository.fluxcd.io/c: y, repository.fluxcd.io/d: e',
      '{b: "acme/web:1", e: {f: g}}',
    ),
    finds: [],
  },
  {
    of: 'what is no image, to be refused',
    text: release('repository.fluxcd.io/a: b', '{b: two words}'),
    finds: ['a /spec/values/b (not-a-reference)'],
  },
  {
    of: 'nothing in other kinds',
    text: release('repository.fluxcd.io/a: b', '{b: "acme/web:1"}').replace('HelmRelease', 'Other'),
    finds: [],
  },
];

describe('the images of a HelmRelease are found', () => {
  it.each(detected)('in $of', expectFound);
  it.each(mapped)('by its annotations: $of', expectFound);

  it('and edited without writing the registry that stands elsewhere', () => {
    const text = release(
      'repository.fluxcd.io/web: b, registry.fluxcd.io/web: c',
      '{b: "acme/web:1", c: quay.io}',
    );
    const [field] = readFile('a.yaml', Buffer.from(text)).fields;
    const patch = edit('a.yaml', Buffer.from(text), [{ field: field?.id ?? '', to: { tag: '2' } }]);
    expect(Buffer.from(patch.bytes).toString()).toBe(text.replace('web:1', 'web:2'));
    expect(patch.changes.map(({ from, to }) => [from, to])).toEqual([
      ['quay.io/acme/web:1', 'quay.io/acme/web:2'],
    ]);
  });
});
