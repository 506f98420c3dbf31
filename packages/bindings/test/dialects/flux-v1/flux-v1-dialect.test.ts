import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind, wantedKinds } from '../../../src/index.ts';

function bound(text: string, path = 'workload.yaml') {
  const { bindings, problems } = bind(
    [readFile(path, Buffer.from(text), wantedKinds(['flux-v1']))],
    ['flux-v1'],
  );
  return {
    bindings: bindings.map(({ field, policy, options }) => ({
      at: field.place.pointer.replace('/spec/template/spec/', '').replace('/spec/values/', ''),
      policy: [policy.text, ...policy.filters].join(' '),
      ...options,
    })),
    problems: problems.map(({ code, place }) => `${code}@${place.line}`),
    sources: bindings.map(({ sources }) => sources.map((source) => source.text)),
    blocked: problems.flatMap(({ fields }) => fields),
    messages: problems.map(({ message }) => message),
  };
}

/** Annotations begin on line 6. */
function workload(annotations: readonly string[], kind = 'Deployment'): string {
  return [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    'metadata:',
    '  name: shop',
    '  annotations:',
    ...annotations.map((line) => `    ${line}`),
    'spec:',
    '  template:',
    '    spec:',
    '      initContainers:',
    '        - name: init',
    '          image: ghcr.io/acme/init:1.0.0',
    '      containers:',
    '        - name: web',
    '          image: ghcr.io/acme/web:latest',
    '',
  ].join('\n');
}

function release(annotations: readonly string[], values: readonly string[]): string {
  return [
    'apiVersion: helm.fluxcd.io/v1',
    'kind: HelmRelease',
    'metadata:',
    '  name: shop',
    '  annotations:',
    ...annotations.map((line) => `    ${line}`),
    'spec:',
    '  values:',
    ...values.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

const anyTag = 'newest:built !regex:(?i)^latest$';
const automated = 'fluxcd.io/automated: "true"';

describe('workloads', () => {
  it('takes any tag but latest, the newest by build time, for every container', () => {
    expect(bound(workload([automated]))).toMatchObject({
      bindings: [
        { at: 'initContainers/0/image', policy: anyTag },
        { at: 'containers/0/image', policy: anyTag },
      ],
      problems: [],
    });
  });

  it('reads the old prefix, and filters under all three', () => {
    const annotations = [
      'flux.weave.works/automated: "true"',
      'flux.weave.works/tag.web: semver:~1.4',
      'filter.fluxcd.io/init: glob:1.*',
    ];
    expect(bound(workload(annotations))).toMatchObject({
      bindings: [{ policy: `newest:built glob:1.* !regex:(?i)^latest$` }, { policy: 'semver-loose:~1.4' }],
      sources: [
        ['flux.weave.works/automated: "true"', 'filter.fluxcd.io/init: "glob:1.*"'],
        ['flux.weave.works/automated: "true"', 'flux.weave.works/tag.web: "semver:~1.4"'],
      ],
    });
  });

  it('lets the current prefix win over the old one, wherever each stands', () => {
    const annotations = [
      'filter.fluxcd.io/web: semver:3',
      'flux.weave.works/tag.web: semver:2',
      automated,
      'fluxcd.io/tag.web: semver:1',
    ];
    expect(bound(workload(annotations)).bindings[1]).toMatchObject({ policy: 'semver-loose:1.x' });
  });

  it('holds what is locked, with what the lock says', () => {
    const annotations = [
      automated,
      'fluxcd.io/locked: "true"',
      'fluxcd.io/locked_msg: "Halt updates for now"',
      'fluxcd.io/locked_user: "Jo <jo@example.com>"',
    ];
    expect(bound(workload(annotations)).bindings[0]).toMatchObject({
      hold: { reason: 'Halt updates for now', by: 'Jo <jo@example.com>' },
    });
  });

  it('holds what is ignored, but not what is only kept from being collected', () => {
    expect(bound(workload([automated, 'fluxcd.io/ignore: "true"'])).bindings[0]).toHaveProperty('hold');
    expect(bound(workload([automated, 'fluxcd.io/ignore: sync_only'])).bindings[0]).not.toHaveProperty(
      'hold',
    );
  });

  it('reads a CronJob, and the items of a list', () => {
    const list = `apiVersion: v1
kind: DeploymentList
items:
  - apiVersion: batch/v1
    kind: CronJob
    metadata: { name: a, annotations: { fluxcd.io/automated: "true" } }
    spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: "acme/a:1" }] } } } } }
`;
    expect(bound(list)).toMatchObject({ bindings: [{ policy: anyTag }], problems: [] });
  });

  const silent: readonly [string, string, string?][] = [
    ['JSON', '{"kind":"Deployment","metadata":{"annotations":{"fluxcd.io/automated":"true"}}}', 'a.json'],
    [
      'a pod template',
      'kind: Deployment\nspec: {template: {metadata: {annotations: {fluxcd.io/automated: "true"}}}}',
    ],
    ['a word to the synchronizer alone', workload(['fluxcd.io/ignore: "true"'])],
  ];
  it.each(silent)('does not read %s', (_name, text, path = 'workload.yaml') => {
    expect(bound(text, path)).toMatchObject({ bindings: [], problems: [] });
  });
});

describe('charts', () => {
  const found: readonly [string, readonly string[], readonly string[]][] = [
    ['an image at the top', ['image: acme/web:1'], ['image']],
    ['an image with its tag', ['web:', '  image: acme/web', '  tag: "1.0"'], ['web/tag']],
    [
      'registry, image and tag',
      ['web:', '  registry: ghcr.io', '  image: acme/web', '  tag: "1.0"'],
      ['web/tag'],
    ],
    [
      'a mapping under image',
      ['web:', '  image: {repository: acme/web, tag: "1.0", registry: quay.io}'],
      ['web/image/tag'],
    ],
    ['a repository that holds the tag', ['image: {repository: "acme/web:1"}'], ['image/repository']],
    ['a registry beside an image with its tag', ['image: acme/web:1', 'registry: quay.io'], ['image']],
    ['nothing deeper', ['web:', '  main:', '    image: acme/web:1', 'image: acme/top:1'], ['image']],
  ];
  it.each(found)('sees %s', (_name, values, at) => {
    const result = bound(release([automated], values));
    expect(result.problems).toEqual([]);
    expect(result.bindings.map((binding) => binding.at)).toEqual(at);
  });

  it('names the image at the top chart-image, and others by their key', () => {
    const annotations = [automated, 'fluxcd.io/tag.chart-image: semver:1', 'fluxcd.io/tag.web: semver:2'];
    const values = ['image: acme/top:1', 'web:', '  image: acme/web:1'];
    expect(bound(release(annotations, values)).bindings).toEqual([
      { at: 'image', policy: 'semver-loose:1.x' },
      { at: 'web/image', policy: 'semver-loose:2.x' },
    ]);
  });

  it('follows annotations that say where the image is', () => {
    const annotations = [
      automated,
      'repository.fluxcd.io/proxy: web.proxy.repository',
      'registry.fluxcd.io/proxy: web.proxy.registry',
      'tag.fluxcd.io/proxy: web.proxy.tag',
      'filter.fluxcd.io/proxy: semver:~1',
    ];
    const values = ['web:', '  proxy: {registry: quay.io, repository: acme/proxy, tag: "1.0"}'];
    const { bindings, problems, sources } = bound(release(annotations, values));
    expect({ bindings, problems }).toEqual({
      bindings: [{ at: 'web/proxy/tag', policy: 'semver-loose:~1' }],
      problems: [],
    });
    expect(sources[0]).toHaveLength(5);
  });

  it('follows them to keys of any name', () => {
    const annotations = [
      automated,
      'repository.fluxcd.io/web: a.what',
      'tag.fluxcd.io/web: a.which',
      'repository.fluxcd.io/job: b.whole',
    ];
    const values = ['a: {what: acme/web, which: "1.0"}', 'b: {whole: "acme/job:1"}'];
    const { bindings, problems } = bound(release(annotations, values));
    expect([bindings.map(({ at }) => at), problems]).toEqual([['a/which', 'b/whole'], []]);
  });

  it('lets such annotations take the place of what it sees by itself', () => {
    const annotations = [automated, 'repository.fluxcd.io/web: web.other.image'];
    const values = ['web:', '  image: acme/web:1', '  other: {image: "acme/other:2"}'];
    expect(bound(release(annotations, values)).bindings.map(({ at }) => at)).toEqual(['web/other/image']);
  });

  const unresolved: readonly [string, readonly string[], readonly string[]][] = [
    ['a tag that is a number', ['image: {repository: acme/web, tag: 1.2}'], ['unresolved@6']],
    ['no place for a tag', ['image: {repository: acme/web}'], ['unresolved@6']],
    ['no image', ['replicas: 1'], ['no-image-field@6']],
    ['a name in two parts', ['web:', '  image: {repository: acme, image: web, tag: "1"}'], ['other-image@6']],
  ];
  it.each(unresolved)('reports %s', (_name, values, problems) => {
    expect(bound(release([automated], values))).toMatchObject({ bindings: [], problems });
  });

  it('reports a path at which nothing stands, and goes on with the rest', () => {
    const annotations = [automated, 'repository.fluxcd.io/web: web.nothing'];
    expect(bound(release(annotations, ['image: acme/top:1']))).toMatchObject({
      bindings: [{ at: 'image' }],
      problems: ['unresolved@6'],
    });
  });
});

describe('faults', () => {
  const bad: readonly [string, readonly string[], readonly string[], number][] = [
    ['true without quotes', ['fluxcd.io/automated: true'], ['bad-value@6'], 0],
    ['a lock that is not read', [automated, 'fluxcd.io/locked: "yes"'], ['bad-value@7'], 0],
    ['a key with a typing error', [automated, 'fluxcd.io/lokced: "true"'], ['unknown-key@7'], 0],
    ['what only the command line knows', [automated, 'fluxcd.io/tag_all: glob:*'], ['unknown-key@7'], 0],
    ['not automated', ['fluxcd.io/automated: "false"', 'fluxcd.io/tag.web: semver:1'], ['suspended@6'], 0],
    ['a pattern and nothing more', ['fluxcd.io/tag.web: semver:1'], ['suspended@6'], 0],
    [
      'a bad range: the other container goes on',
      [automated, 'fluxcd.io/tag.web: semver:x.y.z'],
      ['bad-policy@7'],
      1,
    ],
    ['a bad pattern', [automated, 'fluxcd.io/tag.web: regex:('], ['bad-filter@7'], 1],
    [
      'an unknown container: one without its own pattern stays',
      [automated, 'fluxcd.io/tag.wbe: semver:1', 'fluxcd.io/tag.init: semver:1'],
      ['unknown-container@7'],
      1,
    ],
    ['a tag path alone', [automated, 'tag.fluxcd.io/web: a.b'], ['bad-value@7'], 0],
  ];
  it.each(bad)('%s', (_name, annotations, problems, bindings) => {
    const result = bound(workload(annotations));
    expect(result.problems).toEqual(problems);
    expect(result.bindings).toHaveLength(bindings);
  });

  it('reports a kind that Flux v1 does not look into', () => {
    expect(bound(workload([automated], 'Job'))).toMatchObject({
      bindings: [],
      problems: ['no-image-field@6'],
    });
  });

  it('reports a field that cannot be edited', () => {
    const text = workload([automated]).replace('ghcr.io/acme/web:latest', '${IMAGE}');
    expect(bound(text)).toMatchObject({
      bindings: [{ at: 'initContainers/0/image' }],
      problems: ['not-editable@6'],
    });
  });

  it('leaves what is not automated to other dialects', () => {
    expect(bound(workload(['fluxcd.io/automated: "false"'])).blocked).toEqual([]);
  });
});
