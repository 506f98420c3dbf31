import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { application, claims, kustomization, source, told } from './argo-repo.ts';

const git = { 'write-back-method': 'git', 'write-back-target': 'kustomization' };
const webEntry = kustomization('{name: ghcr.io/acme/web, newTag: 1.0.0}');
const webField = 'apps/web/kustomization.yaml#0/images/0/newTag';

function annotated(annotations: Readonly<Record<string, string>>, entries = webEntry) {
  return told({
    'web.yaml': application({ annotations: { ...git, ...annotations } }),
    'apps/web/kustomization.yaml': entries,
  });
}

describe('strategies', () => {
  it.each([
    ['no strategy, no constraint', 'w=ghcr.io/acme/web', undefined, 'semver-loose:*'],
    ['no strategy', 'w=ghcr.io/acme/web:~1.2', undefined, 'semver-loose:~1.2'],
    ['semver', 'w=ghcr.io/acme/web:>=1.0.0-0', 'semver', 'semver-loose:>=1.0.0-0'],
    ['newest-build', 'w=ghcr.io/acme/web:1.x', 'newest-build', 'newest:built'],
    ['latest', 'w=ghcr.io/acme/web', 'latest', 'newest:built'],
    ['alphabetical', 'w=ghcr.io/acme/web', 'alphabetical', 'alphabetical'],
    ['name', 'w=ghcr.io/acme/web', 'name', 'alphabetical'],
  ])('%s', (_, list, strategy, policy) => {
    const options = strategy === undefined ? {} : { 'w.update-strategy': strategy };
    const wide = strategy === undefined ? {} : { 'update-strategy': strategy };
    const expected = { bindings: [`${webField} ${policy}`], problems: [] };
    expect(annotated({ 'image-list': list, ...options })).toEqual(expected);
    expect(annotated({ 'image-list': list, ...wide })).toEqual(expected);
  });

  it.each([
    ['newTag: main', ['unresolved web.yaml:10 [apps/web/kustomization.yaml#0/images/0/newTag]']],
    [`newTag: main, digest: sha256:${'a'.repeat(64)}`, []],
    [`newTag: "main@sha256:${'a'.repeat(64)}"`, []],
  ])('digest, where there is room for one: %s', (version, problems) => {
    const options = { 'image-list': 'w=ghcr.io/acme/web:main', 'w.update-strategy': 'digest' };
    expect(annotated(options, kustomization(`{name: ghcr.io/acme/web, ${version}}`))).toEqual({
      bindings: problems.length === 0 ? [`${webField} digest:main`] : [],
      problems,
    });
  });

  it('lets the image beat the Application', () => {
    const options = { 'update-strategy': 'name', 'w.update-strategy': 'latest' };
    expect(annotated({ 'image-list': 'w=ghcr.io/acme/web', ...options }).bindings).toEqual([
      `${webField} newest:built`,
    ]);
  });
});

describe('options', () => {
  it.each([
    ['allow-tags', 'any', ''],
    ['allow-tags', 'regexp:^main-', ' regex:^main-'],
    ['allow-tags', String.raw`'regexp:^(?P<key>\d+)$'`, String.raw` regex:^(\d+)$`],
    ['ignore-tags', '"latest, *-dev"', ' !glob:latest !glob:*-dev'],
    ['ignore-tags', '"v[0-9]*"', ' !regex:^v[0-9][^/]*$'],
    ['platforms', 'linux/arm64', ' {"platforms":["linux/arm64"]}'],
    ['pull-secret', 'pullsecret:argocd/x', ''],
    ['force-update', '"true"', ''],
  ])('%s: %s', (option, value, said) => {
    const list = { 'image-list': 'w=ghcr.io/acme/web', 'w.update-strategy': 'latest' };
    expect(annotated({ ...list, [`w.${option}`]: value })).toEqual({
      bindings: [`${webField} newest:built${said}`],
      problems: [],
    });
  });

  it('leaves platforms out where the strategy does not look at them', () => {
    expect(annotated({ 'image-list': 'w=ghcr.io/acme/web', 'w.platforms': 'linux/arm64' }).bindings).toEqual([
      `${webField} semver-loose:*`,
    ]);
  });

  it('names an image without an alias by its name', () => {
    const one = kustomization('{name: acme/web, newTag: 1.0.0}');
    expect(annotated({ 'image-list': 'acme/web', 'acme_web.update-strategy': 'name' }, one).bindings).toEqual(
      [`${webField} alphabetical`],
    );
  });

  it('takes another branch for a wish for pull requests', () => {
    const list = { 'image-list': 'w=ghcr.io/acme/web' };
    expect(annotated({ ...list, 'git-branch': 'main' }).bindings).toEqual([`${webField} semver-loose:*`]);
    expect(annotated({ ...list, 'git-branch': '"main:update-{{.SHA256}}"' }).bindings).toEqual([
      `${webField} semver-loose:* {"writeBack":"pull-request"}`,
    ]);
  });
});

describe('what stops the images', () => {
  const stopped = [webField];
  it.each([
    ['an unknown strategy', { 'w.update-strategy': 'newest' }, 'bad-value', 9],
    ['an invalid constraint', { 'image-list': 'w=ghcr.io/acme/web:latest' }, 'bad-policy', 8],
    ['a digest without a tag', { 'w.update-strategy': 'digest' }, 'no-policy', 8],
    ['an invalid expression', { 'w.allow-tags': '"regexp:("' }, 'bad-filter', 9],
    ['no expression', { 'w.allow-tags': '^main' }, 'bad-filter', 9],
    ['an invalid glob', { 'w.ignore-tags': '"["' }, 'bad-filter', 9],
    ['an unknown option', { 'w.allow-tag': 'any' }, 'unknown-key', 9],
    ['an unknown wide option', { platform: 'any' }, 'unknown-key', 9],
    ['an alias that is not listed', { 'web.allow-tags': 'any' }, 'unknown-container', 9],
    ['a value that is no text', { 'w.force-update': 'true' }, 'bad-value', 9],
  ])('%s', (_, options, code, line) => {
    const all: Readonly<Record<string, string>> = { 'image-list': 'w=ghcr.io/acme/web', ...options };
    const files = {
      'web.yaml': application({ annotations: { ...all, ...git } }),
      'apps/web/kustomization.yaml': webEntry,
    };
    expect(told(files)).toEqual({ bindings: [], problems: [`${code} web.yaml:${line} [${stopped}]`] });
  });

  it('is only the image that it is written for', () => {
    const entries = kustomization('{name: ghcr.io/acme/web, newTag: 1.0.0}', '{name: redis, newTag: 7.0.0}');
    const list = { 'image-list': '"w=ghcr.io/acme/web, r=redis:7.x"', 'w.update-strategy': 'newest' };
    expect(annotated(list, entries)).toMatchObject({
      bindings: ['apps/web/kustomization.yaml#0/images/1/newTag semver-loose:7.x'],
      problems: [expect.stringMatching(/^bad-value/)],
    });
  });

  it('is an option without a list', () => {
    expect(annotated({})).toEqual({ bindings: [], problems: ['no-policy web.yaml:8 []'] });
  });

  it('is an item that names no image', () => {
    expect(annotated({ 'image-list': '"Foo BAR, w=ghcr.io/acme/web"' })).toEqual({
      bindings: [`${webField} semver-loose:*`],
      problems: ['bad-value web.yaml:10 []'],
    });
  });
});

describe('sources', () => {
  it('are the annotations that say something of the image', () => {
    const annotations = { 'image-list': 'w=ghcr.io/acme/web', 'w.update-strategy': 'name', ...git };
    const files = { 'web.yaml': application({ annotations }), 'apps/web/kustomization.yaml': webEntry };
    const [binding] = claims(files).bindings;
    expect(binding?.writtenAt).toMatchObject({ file: 'web.yaml', line: 8 });
    expect(binding?.sources.map(({ kind, id, place }) => `${kind} ${id} ${place.line}`)).toEqual([
      'annotation web.yaml#0/metadata/annotations/argocd-image-updater.argoproj.io~1image-list 8',
      'annotation web.yaml#0/metadata/annotations/argocd-image-updater.argoproj.io~1w.update-strategy 9',
    ]);
  });
});

describe('an ApplicationSet', () => {
  const set = (list: string, path: string) =>
    [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: ApplicationSet',
      'metadata: {name: all}',
      'spec:',
      '  template:',
      '    metadata:',
      "      name: '{{name}}'",
      '      annotations:',
      `        argocd-image-updater.argoproj.io/image-list: '${list}'`,
      '        argocd-image-updater.argoproj.io/write-back-method: git',
      '        argocd-image-updater.argoproj.io/write-back-target: kustomization',
      '    spec:',
      `      source: {repoURL: x, path: '${path}'}`,
      '',
    ].join('\n');

  it('is followed where its template is written out', () => {
    const files = {
      'set.yaml': set('w=ghcr.io/acme/web', 'apps/web'),
      'apps/web/kustomization.yaml': webEntry,
    };
    expect(told(files)).toEqual({ bindings: [`${webField} semver-loose:*`], problems: [] });
  });

  it.each([
    ['the image', 'w={{image}}', 'apps/web'],
    ['the path', 'w=ghcr.io/acme/web', 'apps/{{name}}'],
  ])('is unresolved where a generator gives %s', (_, list, path) => {
    const files = { 'set.yaml': set(list, path), 'apps/web/kustomization.yaml': webEntry };
    expect(told(files)).toMatchObject({
      bindings: [],
      problems: [expect.stringMatching(/^unresolved set.yaml/)],
    });
  });
});

it('never fails on any annotation', () => {
  const key = fc.constantFrom(
    'image-list',
    'w.allow-tags',
    'w.ignore-tags',
    'w.update-strategy',
    'w.helm.image-tag',
  );
  const more = fc.constantFrom(
    'write-back-method',
    'write-back-target',
    'w.platforms',
    'nonsense',
    'w.kustomize.image-name',
  );
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'w=ac/:~^1.x*[]\\,|@') }),
    fc.constant('w=redis'),
  );
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(key, more),
        value.map((text) => JSON.stringify(text)),
      ),
      (annotations) => {
        const files = {
          'web.yaml': application({
            annotations,
            spec: source('helm: {parameters: [{name: image.tag, value: "1"}]}'),
          }),
          'apps/web/kustomization.yaml': webEntry,
        };
        for (const { code, message } of claims(files).problems) expect([code, message]).not.toContain('');
      },
    ),
    { numRuns: 300 },
  );
});
