import { describe, expect, it } from 'vitest';
import { application, claims, kustomization, source, told } from './argo-repo.ts';

const web = kustomization('{name: ghcr.io/acme/web, newTag: 1.0.0}');
const values = 'image:\n  repository: ghcr.io/acme/web\n  tag: 1.0.0\n';

/** The ids that are bound, or the codes of what stops them. */
function bound(
  annotations: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
  spec: readonly string[] = source(),
): readonly string[] {
  const list = { 'image-list': 'w=ghcr.io/acme/web:1.x' };
  const all = { 'web.yaml': application({ annotations: { ...list, ...annotations }, spec }), ...files };
  const { bindings, problems } = told(all);
  return [...bindings.map((text) => text.replace(' semver-loose:1.x', '')), ...problems];
}

describe('kustomization', () => {
  const git = { 'write-back-method': 'git:secret:argocd/creds' };
  it.each([
    ['kustomization', 'apps/web/kustomization.yaml'],
    ['kustomization', 'apps/web/Kustomization'],
    ['kustomization:overlay', 'apps/web/overlay/kustomization.yml'],
    ['kustomization:../base', 'apps/base/kustomization.yaml'],
    ['"kustomization:/clusters/a"', 'clusters/a/kustomization.yaml'],
  ])('%s is %s', (target, path) => {
    expect(bound({ ...git, 'write-back-target': target }, { [path]: web })).toEqual([
      `${path}#0/images/0/newTag`,
    ]);
  });

  const path = 'apps/web/kustomization.yaml';
  const target = { ...git, 'write-back-target': 'kustomization' };

  it('takes the entry that comes to the image, also by another name', () => {
    const entries = kustomization(
      '{name: redis, newTag: "7"}',
      '{name: web, newName: ghcr.io/acme/web, newTag: 1.0.0}',
    );
    expect(bound(target, { [path]: entries })).toEqual([`${path}#0/images/1/newTag`]);
  });

  it('takes the entry of kustomize.image-name', () => {
    const both = kustomization(
      '{name: ghcr.io/acme/web, newTag: 1.0.0}',
      '{name: shop, newName: ghcr.io/acme/web, newTag: 1.0.0}',
    );
    const named = { ...target, 'w.kustomize.image-name': 'shop' };
    expect(bound(named, { [path]: both })).toEqual([`${path}#0/images/1/newTag`]);
  });

  it('never changes the name of the image', () => {
    const entry = kustomization('{name: shop, newTag: 1.0.0}');
    const named = { ...target, 'w.kustomize.image-name': 'shop' };
    expect(bound(named, { [path]: entry })).toEqual([`other-image web.yaml:8 [${path}#0/images/0/newTag]`]);
  });

  it.each([
    ['no file', {}, {}],
    ['no entry', { [path]: kustomization('{name: redis, newTag: "7"}') }, {}],
    [
      'a path outside the repo',
      { 'kustomization.yaml': web },
      { 'write-back-target': 'kustomization:../../..' },
    ],
  ])('is unresolved: %s', (_, files, more) => {
    expect(bound({ ...target, ...more }, files)).toEqual([
      expect.stringMatching(/^unresolved web.yaml:\d+ \[\]/),
    ]);
  });

  it('says what to add', () => {
    const annotations = { 'image-list': 'w=ghcr.io/acme/web', ...target };
    const { problems } = claims({ 'web.yaml': application({ annotations }), [path]: 'images: []\n' });
    expect(problems[0]?.message).toContain('add {name: ghcr.io/acme/web, newTag: <tag>} to images');
  });
});

describe('a values file', () => {
  const git = { 'write-back-method': 'git' };
  it.each([
    ['helmvalues', 'apps/web/values.yaml'],
    ['helmvalues:values-prod.yaml', 'apps/web/values-prod.yaml'],
    ['helmvalues:../values/web.yaml', 'apps/values/web.yaml'],
    ['"helmvalues:/helm/web.yaml"', 'helm/web.yaml'],
  ])('%s is %s', (target, path) => {
    expect(bound({ ...git, 'write-back-target': target }, { [path]: values })).toEqual([
      `${path}#0/image/tag`,
    ]);
  });

  const path = 'apps/web/values.yaml';
  const target = { ...git, 'write-back-target': 'helmvalues' };
  it.each([
    [
      'a dotted key',
      'w.helm.image-tag',
      'front.image.tag',
      'front:\n  image: {repository: ghcr.io/acme/web, tag: "1"}\n',
      '/front/image/tag',
    ],
    [
      'a list',
      'w.helm.image-tag',
      '"all[1].image.tag"',
      'all:\n  - a: 1\n  - image: {repository: ghcr.io/acme/web, tag: "1"}\n',
      '/all/1/image/tag',
    ],
    [
      'a whole reference',
      'w.helm.image-spec',
      'front.image',
      'front:\n  image: ghcr.io/acme/web:1.0.0\n',
      '/front/image',
    ],
    ['a key with dots in it', 'w.helm.image-tag', 'image.tag', 'image.tag: 1.0.0\n', '/image.tag'],
    ['a tag by itself', 'w.helm.image-tag', 'web.version', 'web:\n  version: 1.0.0\n', '/web/version'],
  ])('is followed by %s', (_, option, key, text, pointer) => {
    expect(bound({ ...target, [option]: key }, { [path]: text })).toEqual([`${path}#0${pointer}`]);
  });

  it('gives a tag by itself its image', () => {
    const annotations = { 'image-list': 'w=acme/web', ...target, 'w.helm.image-tag': 'web.version' };
    const { bindings } = claims({
      'web.yaml': application({ annotations }),
      [path]: 'web:\n  version: 1.0.0\n',
    });
    expect(bindings[0]?.field.image).toMatchObject({
      registry: 'docker.io',
      repository: 'acme/web',
      tag: '1.0.0',
    });
  });

  it('never changes the name of the image', () => {
    const other = values.replace('acme/web', 'acme/shop');
    expect(bound(target, { [path]: other })).toEqual([`other-image web.yaml:8 [${path}#0/image/tag]`]);
  });

  it('is unresolved where the key is not there', () => {
    const key = { 'w.helm.image-tag': 'web.tag' };
    expect(bound({ ...target, ...key }, { [path]: values })).toEqual(['unresolved web.yaml:8 []']);
  });
});

describe('.argocd-source', () => {
  const git = { 'write-back-method': 'git' };
  const path = 'apps/web/.argocd-source-web.yaml';

  it.each([
    ['Kustomize', 'kustomize:\n  images:\n    - ghcr.io/acme/web:1.0.0\n', '/kustomize/images/0'],
    ['renamed', 'kustomize:\n  images:\n    - web=ghcr.io/acme/web:1.0.0\n', '/kustomize/images/0'],
    [
      'a tag',
      'helm:\n  parameters:\n  - {name: image.tag, value: 1.0.0, forcestring: true}\n',
      '/helm/parameters/0/value',
    ],
    [
      'name and tag',
      'helm:\n  parameters:\n  - {name: image.name, value: ghcr.io/acme/web}\n  - {name: image.tag, value: 1.0.0}\n',
      '/helm/parameters/1/value',
    ],
  ])('is read with %s', (_, text, pointer) => {
    expect(bound(git, { [path]: text })).toEqual([`${path}#0${pointer}`]);
  });

  it('may have the namespace in its name', () => {
    const named = 'apps/web/.argocd-source-argocd_web.yaml';
    expect(bound(git, { [named]: 'kustomize:\n  images: [ghcr.io/acme/web:1.0.0]\n' })).toEqual([
      `${named}#0/kustomize/images/0`,
    ]);
  });

  it.each([
    ['no file', {}],
    ['another parameter', { [path]: 'helm:\n  parameters:\n  - {name: other.tag, value: 1.0.0}\n' }],
  ])('is unresolved: %s', (_, files) => {
    expect(bound(git, files)).toEqual(['unresolved web.yaml:8 []']);
  });
});

describe('the Application itself', () => {
  it.each([
    [
      'Kustomize',
      source('kustomize: {images: ["ghcr.io/acme/web:1.0.0"]}'),
      '/spec/source/kustomize/images/0',
    ],
    [
      'a parameter',
      source('helm: {parameters: [{name: image.tag, value: 1.0.0}]}'),
      '/spec/source/helm/parameters/0/value',
    ],
    [
      'values',
      source('helm: {valuesObject: {image: {repository: ghcr.io/acme/web, tag: 1.0.0}}}'),
      '/spec/source/helm/valuesObject/image/tag',
    ],
    [
      'values as text',
      source('helm:', '  values: |', '    image: {repository: ghcr.io/acme/web, tag: 1.0.0}'),
      '/spec/source/helm/values!/image/tag',
    ],
    [
      'several sources',
      [
        'sources:',
        '- {repoURL: x, path: a}',
        '- {repoURL: x, path: b, kustomize: {images: ["ghcr.io/acme/web:1.0.0"]}}',
      ],
      '/spec/sources/1/kustomize/images/0',
    ],
  ])('is the default, with %s', (_, spec, pointer) => {
    expect(bound({}, {}, spec)).toEqual([`web.yaml#0${pointer}`]);
    expect(bound({ 'write-back-method': 'argocd' }, {}, spec)).toEqual([`web.yaml#0${pointer}`]);
  });

  it('is unresolved where it says nothing of the image', () => {
    expect(bound({}, {})).toEqual(['unresolved web.yaml:8 []']);
  });
});

describe('what is not known', () => {
  it.each([
    ['write-back-method', 'svn'],
    ['write-back-target', 'helm'],
  ])('%s: %s', (key, value) => {
    const annotations = { 'write-back-method': 'git', [key]: value };
    expect(bound(annotations, { 'apps/web/kustomization.yaml': web })).toEqual([
      expect.stringMatching(/^bad-value web.yaml:\d+ \[\]/),
    ]);
  });
});
