import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { application, claims, kustomization, told } from './argo-repo.ts';

const entries = kustomization('{name: ghcr.io/acme/web, newTag: 1.0.0}', '{name: redis, newTag: 7.0.0}');
const [web, redis] = ['/images/0/newTag', '/images/1/newTag'].map(
  (at) => `apps/web/kustomization.yaml#0${at}`,
);
const git = 'writeBackConfig: {method: git, gitConfig: {writeBackTarget: kustomization}}';

function updater(name: string, ...spec: readonly string[]): string {
  const head = ['apiVersion: argocd-image-updater.argoproj.io/v1alpha1', 'kind: ImageUpdater'];
  return [
    ...head,
    `metadata: {name: ${name}, namespace: argocd}`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const images = 'images: [{alias: w, imageName: "ghcr.io/acme/web:>=1.0, <2"}]';

function read(resources: readonly string[], app: Parameters<typeof application>[0] = {}) {
  return told({
    'updater.yaml': resources.join('---\n'),
    'web.yaml': application(app),
    'apps/web/kustomization.yaml': entries,
  });
}

describe('an ImageUpdater', () => {
  it('governs the Application that it selects', () => {
    const refs = ['applicationRefs:', '- namePattern: web', `  ${images}`];
    expect(read([updater('a', git, ...refs)])).toEqual({
      bindings: [`${web} semver-loose:>=1.0 <2`],
      problems: [],
    });
  });

  it('takes of each setting the most specific of its three levels', () => {
    const spec = [
      git,
      'commonUpdateSettings: {updateStrategy: newest-build, allowTags: "regexp:^main", ignoreTags: [a, b]}',
      'applicationRefs:',
      '- namePattern: web',
      '  commonUpdateSettings: {allowTags: any, platforms: [linux/amd64]}',
      '  images:',
      '  - {alias: w, imageName: ghcr.io/acme/web}',
      '  - {alias: r, imageName: "redis:7.x", commonUpdateSettings: {updateStrategy: semver, ignoreTags: [c]}}',
    ];
    expect(read([updater('a', ...spec)])).toEqual({
      bindings: [
        `${web} newest:built !glob:a !glob:b {"platforms":["linux/amd64"]}`,
        `${redis} semver-loose:7.x !glob:c`,
      ],
      problems: [],
    });
  });

  it('lets the exact name beat a pattern, and a longer pattern a shorter', () => {
    const refs = ['"*"', 'w*', 'we*'].flatMap((pattern, index) => [
      `- namePattern: ${pattern}`,
      `  images: [{alias: w, imageName: "ghcr.io/acme/web:${index}"}]`,
    ]);
    const exact = ['- namePattern: web', '  images: [{alias: w, imageName: "ghcr.io/acme/web:9"}]'];
    expect(read([updater('a', git, 'applicationRefs:', ...refs)]).bindings).toEqual([
      `${web} semver-loose:2.x`,
    ]);
    expect(read([updater('a', git, 'applicationRefs:', ...refs, ...exact)]).bindings).toEqual([
      `${web} semver-loose:9.x`,
    ]);
  });

  it.each([
    ['matchLabels: {tier: front}', true],
    ['matchLabels: {tier: back}', false],
    ['matchExpressions: [{key: tier, operator: In, values: [front, back]}]', true],
    ['matchExpressions: [{key: tier, operator: NotIn, values: [front]}]', false],
    ['matchExpressions: [{key: tier, operator: Exists}]', true],
    ['matchExpressions: [{key: tier, operator: DoesNotExist}]', false],
    ['matchExpressions: [{key: tier, operator: Near}]', false],
  ])('selects by labels: %s', (selector, selected) => {
    const refs = ['applicationRefs:', '- namePattern: "*"', `  labelSelectors: {${selector}}`, `  ${images}`];
    const { bindings, problems } = read([updater('a', git, ...refs)], { labels: ['tier: front'] });
    expect(bindings).toHaveLength(selected ? 1 : 0);
    expect(problems).toEqual(selected ? [] : ['unresolved updater.yaml:7 []']);
  });

  it('reads the annotations where it is told to', () => {
    const refs = ['applicationRefs:', '- {namePattern: "*", useAnnotations: true}'];
    const annotations = {
      'image-list': 'redis:7.x',
      'write-back-method': 'git',
      'write-back-target': 'kustomization',
    };
    expect(read([updater('a', ...refs)], { annotations }).bindings).toEqual([`${redis} semver-loose:7.x`]);
  });

  it('leaves the annotations alone elsewhere', () => {
    const refs = ['applicationRefs:', '- namePattern: web', `  ${images}`];
    const annotations = { 'image-list': 'redis:7.x' };
    expect(read([updater('a', git, ...refs)], { annotations }).bindings).toEqual([
      `${web} semver-loose:>=1.0 <2`,
    ]);
  });

  it('asks for pull requests', () => {
    const config = [
      'writeBackConfig:',
      '  method: git',
      '  gitConfig: {writeBackTarget: kustomization, pullRequest: {github: {}}}',
    ];
    const refs = ['applicationRefs:', '- namePattern: web', `  ${images}`];
    expect(read([updater('a', ...config, ...refs)]).bindings).toEqual([
      `${web} semver-loose:>=1.0 <2 {"writeBack":"pull-request"}`,
    ]);
  });
});

describe('what stops it', () => {
  it('is a second one on the same Application', () => {
    const refs = ['applicationRefs:', '- namePattern: web', `  ${images}`];
    expect(read([updater('a', git, ...refs), updater('b', git, ...refs)])).toEqual({
      bindings: [],
      problems: [`conflict updater.yaml:16 [${web}]`],
    });
  });

  it.each([
    ['no references', ['applicationRefs: []'], 'bad-resource', 5],
    ['nothing selected', ['applicationRefs:', '- {namePattern: shop, images: []}'], 'unresolved', 6],
    [
      'another namespace',
      ['namespace: other', 'applicationRefs:', '- {namePattern: web, images: []}'],
      'unresolved',
      7,
    ],
    [
      'an image without alias',
      ['applicationRefs:', '- {namePattern: web, images: [{imageName: redis}]}'],
      'bad-resource',
      6,
    ],
  ])('is %s', (_, spec, code, line) => {
    expect(read([updater('a', ...spec)])).toEqual({
      bindings: [],
      problems: [`${code} updater.yaml:${line} []`],
    });
  });

  it.each([
    ['a signature to verify', 'imagesVerification: {cosignKey: {secretName: x}}'],
    ['the variables of a plugin', 'manifestTargets: {plugin: {tag: TAG}}'],
  ])('is %s', (_, line) => {
    const refs = [
      'applicationRefs:',
      '- namePattern: web',
      '  images:',
      '  - alias: w',
      '    imageName: ghcr.io/acme/web',
      `    ${line}`,
    ];
    expect(read([updater('a', git, ...refs)])).toEqual({
      bindings: [],
      problems: [`no-equivalent updater.yaml:11 [${web}]`],
    });
  });

  it('is not a verification that the image is taken out of', () => {
    const entry = '{alias: w, imageName: ghcr.io/acme/web, imagesVerification: {enabled: false}}';
    const refs = [
      'imagesVerification: {cosignKey: {}}',
      'applicationRefs:',
      '- namePattern: web',
      `  images: [${entry}]`,
    ];
    expect(read([updater('a', git, ...refs)]).bindings).toEqual([`${web} semver-loose:*`]);
  });
});

it('never fails on any spec', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('web', 'w*', '[', 'redis:7.x', 'git', 'semver'),
  );
  const keys = [
    'namePattern',
    'labelSelectors',
    'matchLabels',
    'images',
    'alias',
    'imageName',
    'writeBackConfig',
    'method',
  ];
  const more = [
    'commonUpdateSettings',
    'updateStrategy',
    'allowTags',
    'gitConfig',
    'writeBackTarget',
    'useAnnotations',
  ];
  const { spec } = fc.letrec((tie) => ({
    spec: fc.oneof({ maxDepth: 5 }, value, tie('list'), tie('map')),
    list: fc.array(tie('spec'), { maxLength: 2 }),
    map: fc.dictionary(fc.constantFrom('applicationRefs', ...keys, ...more), tie('spec'), { maxKeys: 4 }),
  }));
  const source = fc.dictionary(fc.constantFrom('path', 'helm', 'kustomize'), spec);
  fc.assert(
    fc.property(spec, fc.array(spec, { maxLength: 2 }), fc.oneof(source, spec), (own, refs, from) => {
      const lines = [
        `commonUpdateSettings: ${JSON.stringify(own)}`,
        `applicationRefs: ${JSON.stringify(refs)}`,
      ];
      const entry = `{namePattern: web, images: [{alias: w, imageName: redis}], writeBackConfig: ${JSON.stringify(own)}}`;
      const { problems } = claims({
        'updater.yaml': [updater('a', ...lines), updater('b', `applicationRefs: [${entry}]`)].join('---\n'),
        'web.yaml': application({ spec: [`source: ${JSON.stringify(from)}`] }),
        'apps/web/kustomization.yaml': entries,
      });
      for (const { message } of problems) expect(message).not.toBe('');
    }),
    { numRuns: 50 },
  );
});
