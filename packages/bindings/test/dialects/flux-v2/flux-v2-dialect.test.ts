import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind, wantedKinds } from '../../../src/index.ts';

type Files = Readonly<Record<string, string>>;

function bound(files: Files) {
  const facts = Object.entries(files).map(([path, text]) =>
    readFile(path, Buffer.from(text), wantedKinds(['flux-v2'])),
  );
  const { bindings, problems } = bind(facts, ['flux-v2']);
  return {
    bindings: bindings.map(({ field, policy, options }) => ({
      at: `${field.place.file}:${field.place.line}`,
      image: `${field.image?.registry}/${field.image?.repository}:${field.image?.tag}`,
      policy: policy.text,
      filters: policy.filters,
      ...options,
    })),
    problems: problems.map(({ code, place }) => `${code} ${place.file}:${place.line}`),
    blocked: problems.flatMap(({ fields }) => fields),
    sources: bindings.map(({ sources }) => sources.map(({ text }) => text)),
  };
}

function object(
  kind: string,
  spec: readonly string[],
  metadata = 'name: web, namespace: flux-system',
): string {
  return [
    'apiVersion: image.toolkit.fluxcd.io/v1beta2',
    `kind: ${kind}`,
    `metadata: { ${metadata} }`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const range: readonly string[] = ['policy: { semver: { range: 1.x } }'];
const policy = (spec = range, metadata?: string) =>
  object('ImagePolicy', ['imageRepositoryRef: { name: web }', ...spec], metadata);
const repository = (spec: readonly string[] = [], metadata?: string) =>
  object('ImageRepository', ['image: ghcr.io/acme/web', ...spec], metadata);
const automation = (spec: readonly string[] = ['update: { path: ./apps }'], metadata?: string) =>
  object('ImageUpdateAutomation', spec, metadata);

const marker = (part = '') => `# {"$imagepolicy": "flux-system:web${part}"}`;
const deployment = (comment = marker(), image = 'ghcr.io/acme/web:1.0.0') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image} ${comment}
`;

const objects: Files = {
  'flux/policy.yaml': policy(),
  'flux/repository.yaml': repository(),
  'flux/automation.yaml': automation(),
};
const world = (files: Files): Files => ({ ...objects, 'apps/web.yaml': deployment(), ...files });

const noSignatures = '!regex:^.*\\.sig$';

describe('markers', () => {
  it('leads from a whole reference to its policy', () => {
    const { bindings, problems, sources } = bound(world({}));
    expect({ bindings, problems }).toEqual({
      bindings: [
        {
          at: 'apps/web.yaml:9',
          image: 'ghcr.io/acme/web:1.0.0',
          policy: 'semver:1.x',
          filters: [noSignatures],
        },
      ],
      problems: [],
    });
    expect(sources).toEqual([
      [marker(), 'ImagePolicy web', 'ImageRepository web', 'ImageUpdateAutomation web'],
    ]);
  });

  it('takes name, tag and digest of one image as one binding', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const kustomization = `kind: Kustomization
apiVersion: kustomize.config.k8s.io/v1beta1
images:
  - name: web
    newName: ghcr.io/acme/web ${marker(':name')}
    newTag: 1.0.0 ${marker(':tag')}
    digest: ${digest} ${marker(':digest')}
`;
    const files = {
      'apps/web.yaml': kustomization,
      'flux/policy.yaml': policy([...range, 'digestReflectionPolicy: Always', 'interval: 10m']),
    };
    expect(bound(world(files))).toMatchObject({
      bindings: [{ at: 'apps/web.yaml:6', policy: 'semver:1.x@digest-follow' }],
      problems: [],
      sources: [
        [marker(':name'), marker(':tag'), marker(':digest'), ...[1, 2, 3].map(() => expect.any(String))],
      ],
    });
  });

  it('gives a tag anywhere the image of its policy', () => {
    const values = `web:\n  version: "1.0.0" ${marker(':tag')}\n`;
    expect(bound(world({ 'apps/web.yaml': values }))).toMatchObject({
      bindings: [{ at: 'apps/web.yaml:2', image: 'ghcr.io/acme/web:1.0.0', policy: 'semver:1.x' }],
      problems: [],
    });
  });

  const faults: readonly [string, string, string][] = [
    [
      'of an unknown policy',
      deployment('# {"$imagepolicy": "flux-system:wbe"}'),
      'unresolved apps/web.yaml:9',
    ],
    ['of another namespace', deployment('# {"$imagepolicy": "other:web"}'), 'unresolved apps/web.yaml:9'],
    ['on another image', deployment(marker(), 'ghcr.io/acme/wbe:1.0.0'), 'other-image apps/web.yaml:9'],
    ['of a tag on a whole reference', deployment(marker(':tag')), 'bad-value apps/web.yaml:9'],
    ['with an unknown part', deployment(marker(':tga')), 'bad-value apps/web.yaml:9'],
    ['with more in the comment', deployment(`${marker()} keep`), 'bad-value apps/web.yaml:9'],
    ['on an image that is a template', deployment(marker(), '${IMAGE}'), 'not-editable apps/web.yaml:9'],
    ['on what is no image', `web:\n  replicas: { a: 1 } ${marker()}\n`, 'no-image-field apps/web.yaml:2'],
    [
      'of a name alone',
      `image:\n  repository: ghcr.io/acme/web ${marker(':name')}\n  tag: 1.0.0\n`,
      'no-policy apps/web.yaml:2',
    ],
    [
      'of a digest alone',
      `image:\n  repository: ghcr.io/acme/web\n  tag: 1.0.0\n  digest: "" ${marker(':digest')}\n`,
      'no-equivalent apps/web.yaml:4',
    ],
    [
      'of two policies on one image',
      `image:\n  repository: ghcr.io/acme/web # {"$imagepolicy": "flux-system:old:name"}\n  tag: 1.0.0 ${marker(':tag')}\n`,
      'conflict apps/web.yaml:2',
    ],
  ];
  it.each(faults)('reports one %s', (_name, text, problem) => {
    expect(bound(world({ 'apps/web.yaml': text }))).toMatchObject({ bindings: [], problems: [problem] });
  });

  it('reads no files that Flux does not read', () => {
    expect(bound({ ...objects, 'apps/web.json': '{"a": 1}' })).toMatchObject({ bindings: [], problems: [] });
  });
});

describe('policies', () => {
  const good: readonly [string, readonly string[], string, readonly string[]][] = [
    ['semver', ['policy: { semver: { range: ">=1.0.0-0" } }'], 'semver:>=1.0.0-0', []],
    ['alphabetical', ['policy: { alphabetical: {} }'], 'alphabetical', []],
    ['alphabetical asc', ['policy: { alphabetical: { order: asc } }'], 'alphabetical', []],
    ['alphabetical desc', ['policy: { alphabetical: { order: desc } }'], 'alphabetical:desc', []],
    ['numerical', ['policy: { numerical: { order: asc } }'], 'numeric', []],
    ['numerical desc', ['policy: { numerical: { order: desc } }'], 'numeric:desc', []],
    [
      'numerical of an extracted group',
      ['policy: { numerical: {} }', "filterTags: { pattern: '^main-(?P<ts>[0-9]+)', extract: $ts }"],
      'numeric',
      ['regex:^main-(?<key>[0-9]+)'],
    ],
    [
      'a filter alone',
      ['policy: { semver: { range: "*" } }', 'filterTags: { pattern: ^v }'],
      'semver:*',
      ['regex:^v'],
    ],
    ['a digest, once', [...range, 'digestReflectionPolicy: IfNotPresent'], 'semver:1.x@digest', []],
    ['a digest, always', [...range, 'digestReflectionPolicy: Always'], 'semver:1.x@digest-follow', []],
    ['no digest', [...range, 'digestReflectionPolicy: Never'], 'semver:1.x', []],
  ];
  it.each(good)('%s', (_name, spec, text, filters) => {
    expect(bound(world({ 'flux/policy.yaml': policy(spec) }))).toMatchObject({
      bindings: [{ policy: text, filters: [...filters, noSignatures] }],
      problems: [],
    });
  });

  const bad: readonly [string, readonly string[], string][] = [
    ['no order', ['interval: 1m'], 'bad-resource flux/policy.yaml:4'],
    ['two orders', ['policy: { numerical: {}, alphabetical: {} }'], 'bad-resource flux/policy.yaml:6'],
    ['an unknown order', ['policy: { numerical: { order: up } }'], 'bad-resource flux/policy.yaml:6'],
    ['a range that is a number', ['policy: { semver: { range: 1.0 } }'], 'bad-resource flux/policy.yaml:6'],
    ['a bad range', ['policy:', '  semver:', '    range: x.y.z'], 'bad-policy flux/policy.yaml:8'],
    ['a bad pattern', [...range, 'filterTags:', '  pattern: "("'], 'bad-filter flux/policy.yaml:7'],
    [
      'a template that puts text together',
      [...range, 'filterTags:', '  pattern: "(.)(.)"', '  extract: $1.$2'],
      'no-equivalent flux/policy.yaml:9',
    ],
    ['an unknown reflection', [...range, 'digestReflectionPolicy: Maybe'], 'bad-resource flux/policy.yaml:7'],
    ['a suspension that is text', [...range, 'suspend: "true"'], 'bad-resource flux/policy.yaml:7'],
  ];
  it.each(bad)('reports %s where it stands, and what stays as it is', (_name, spec, problem) => {
    const result = bound(world({ 'flux/policy.yaml': policy(spec) }));
    expect(result).toMatchObject({ bindings: [], problems: [problem] });
    expect(result.blocked).toHaveLength(1);
  });

  it('reports a bad object that no marker leads to', () => {
    const files = { 'flux/other.yaml': policy(['interval: 1m'], 'name: other, namespace: flux-system') };
    expect(bound(world(files))).toMatchObject({
      bindings: [{ policy: 'semver:1.x' }],
      problems: ['bad-resource flux/other.yaml:4'],
    });
  });
});

describe('image repositories', () => {
  it('leaves out what they exclude, in place of signatures', () => {
    const files = { 'flux/repository.yaml': repository(['exclusionList: ["^dev-", "-rc$"]']) };
    expect(bound(world(files)).bindings[0]?.filters).toEqual(['!regex:^dev-', '!regex:-rc$']);
  });

  const bad: readonly [string, string, string][] = [
    [
      'a scheme in the name',
      repository().replace('ghcr.io', 'https://ghcr.io'),
      'bad-resource flux/repository.yaml:5',
    ],
    ['a tag in the name', repository().replace('web\n', 'web:1\n'), 'bad-resource flux/repository.yaml:5'],
    ['a bad exclusion', repository(['exclusionList: ["("]']), 'bad-filter flux/repository.yaml:6'],
    ['no list', repository(['exclusionList: ^dev-']), 'bad-resource flux/repository.yaml:6'],
  ];
  it.each(bad)('reports %s', (_name, text, problem) => {
    expect(bound(world({ 'flux/repository.yaml': text }))).toMatchObject({
      bindings: [],
      problems: [problem],
    });
  });

  const reference = 'imageRepositoryRef: { name: web, namespace: images }';
  const across = object('ImagePolicy', [reference, ...range]);
  const access: readonly [string, readonly string[], boolean][] = [
    ['nobody', [], false],
    ['everybody', ['accessFrom: { namespaceSelectors: [{ matchLabels: {} }] }'], true],
    [
      'this namespace by its name',
      ['accessFrom: { namespaceSelectors: [{ matchLabels: { kubernetes.io/metadata.name: flux-system } }] }'],
      true,
    ],
    [
      'a label that may be anywhere',
      ['accessFrom: { namespaceSelectors: [{ matchLabels: { a: b } }] }'],
      false,
    ],
  ];
  it.each(access)('in another namespace, open to %s', (_name, spec, open) => {
    const files = {
      'flux/policy.yaml': across,
      'flux/repository.yaml': repository(spec, 'name: web, namespace: images'),
    };
    const { bindings, problems } = bound(world(files));
    expect([bindings.length, problems]).toEqual(open ? [1, []] : [0, ['unresolved apps/web.yaml:9']]);
  });
});

describe('automations', () => {
  const selector = 'policySelector: { matchLabels: { team: shop } }';
  const labelled = policy(range, 'name: web, namespace: flux-system, labels: { team: shop }');
  const cases: readonly [string, Files, boolean][] = [
    ['none', { 'flux/automation.yaml': 'a: 1' }, false],
    ['the whole repository by default', { 'flux/automation.yaml': automation(['interval: 1m']) }, true],
    ['another path', { 'flux/automation.yaml': automation(['update: { path: ./app }']) }, false],
    [
      'a path that would lead out',
      { 'flux/automation.yaml': automation(['update: { path: ../../apps/ }']) },
      true,
    ],
    ['another namespace', { 'flux/automation.yaml': automation([], 'name: a, namespace: other') }, false],
    ['policies without the label', { 'flux/automation.yaml': automation([selector]) }, false],
    [
      'policies with the label',
      { 'flux/automation.yaml': automation([selector]), 'flux/policy.yaml': labelled },
      true,
    ],
  ];
  it.each(cases)('%s', (_name, files, covered) => {
    const { bindings, problems } = bound(world(files));
    expect([bindings.length, problems]).toEqual(covered ? [1, []] : [0, ['unresolved apps/web.yaml:9']]);
  });

  it('reports a strategy that is not known', () => {
    const files = { 'flux/automation.yaml': automation(['update:', '  strategy: Guess']) };
    expect(bound(world(files)).problems).toEqual([
      'bad-resource flux/automation.yaml:6',
      'unresolved apps/web.yaml:9',
    ]);
  });
});

describe('suspended', () => {
  const cases: readonly [string, Files][] = [
    ['ImagePolicy', { 'flux/policy.yaml': policy([...range, 'suspend: true']) }],
    ['ImageRepository', { 'flux/repository.yaml': repository(['suspend: true']) }],
    ['ImageUpdateAutomation', { 'flux/automation.yaml': automation(['suspend: true']) }],
  ];
  it.each(cases)('%s holds the field', (kind, files) => {
    expect(bound(world(files)).bindings).toMatchObject([{ hold: { reason: `${kind} web is suspended` } }]);
  });

  it('one automation that goes on is enough', () => {
    const files = {
      'flux/automation.yaml': automation(['suspend: true']),
      'flux/second.yaml': automation([], 'name: second, namespace: flux-system'),
    };
    expect(bound(world(files)).bindings[0]).not.toHaveProperty('hold');
  });
});

describe('objects', () => {
  it('without a namespace are in the one that the marker names', () => {
    const files = {
      'flux/policy.yaml': policy(range, 'name: web'),
      'flux/repository.yaml': repository([], 'name: web'),
      'flux/automation.yaml': automation([], 'name: web'),
    };
    expect(bound(world(files)).bindings).toHaveLength(1);
  });

  it('of several clusters: the one nearest to the file, else none', () => {
    const two = policy(['policy: { semver: { range: 2.x } }']);
    const { 'flux/policy.yaml': one = '', ...rest } = objects;
    const both = { ...rest, 'apps/a/policy.yaml': one, 'apps/b/policy.yaml': two };
    expect(bound({ ...both, 'apps/b/web.yaml': deployment() }).bindings).toMatchObject([
      { policy: 'semver:2.x' },
    ]);
    expect(bound({ ...both, 'apps/web.yaml': deployment() }).problems).toEqual(['conflict apps/web.yaml:9']);
    const same = { ...both, 'apps/b/policy.yaml': one };
    expect(bound({ ...same, 'apps/web.yaml': deployment() }).bindings).toHaveLength(1);
  });

  it('without a name are none', () => {
    const files = { 'flux/automation.yaml': automation(['interval: 1m'], 'namespace: flux-system') };
    expect(bound(world(files)).problems).toEqual([
      'bad-resource flux/automation.yaml:3',
      'unresolved apps/web.yaml:9',
    ]);
  });

  it('of another API group are not read', () => {
    const files = { 'flux/policy.yaml': policy().replace('image.toolkit', 'other.toolkit') };
    expect(bound(world(files)).problems).toEqual(['unresolved apps/web.yaml:9']);
  });
});
