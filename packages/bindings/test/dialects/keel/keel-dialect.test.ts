import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/index.ts';

interface Written {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly image?: string;
}

const containers = (image: string) => ({
  containers: [
    { name: 'web', image },
    { name: 'sidecar', image: 'ghcr.io/acme/sidecar:2.0.0' },
  ],
  initContainers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:3.0.0' }],
  volumes: [{ name: 'data', image: { reference: 'ghcr.io/acme/data:4.0.0' } }],
});

function bound({
  annotations = {},
  labels = {},
  kind = 'Deployment',
  image = 'ghcr.io/acme/web:1.4.2',
}: Written) {
  const template = { spec: containers(image) };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'shop', labels, annotations }, spec };
  const { bindings, problems } = bind(
    [readFile('shop.yaml', Buffer.from(JSON.stringify(object, null, 1)))],
    ['keel'],
  );
  return {
    bindings: bindings.map(({ field, policy, options }) => ({
      name: field.name,
      policy: policy.text,
      ...(policy.filters.length > 0 && { filters: policy.filters }),
      ...(policy.suffix !== undefined && { suffix: policy.suffix }),
      ...options,
    })),
    problems: problems.map(({ code }) => code),
    // A volume's image has no name of its own.
    names: bindings.map(({ field }) => field.image?.repository.split('/').at(-1)),
  };
}

describe('the policies, on the container "web"', () => {
  const dotted = ['glob:*.*'];
  const good: readonly [string, Readonly<Record<string, string>>, string, object][] = [
    ['minor', {}, '1.4.2', { policy: 'semver-loose:1.x', filters: dotted, suffix: 'keep' }],
    ['minor', {}, 'v1.4.2', { policy: 'semver-loose:1.x', filters: dotted, suffix: 'keep' }],
    ['minor', {}, '1.4.2-alpine', { policy: 'semver-loose:1.x', filters: dotted, suffix: 'keep' }],
    ['patch', {}, '1.4.2', { policy: 'semver-loose:1.4.x', filters: dotted, suffix: 'keep' }],
    ['patch', {}, '1.4', { policy: 'semver-loose:1.4.x', filters: dotted, suffix: 'keep' }],
    ['major', {}, '1.4.2', { policy: 'semver-loose:*', filters: dotted, suffix: 'keep' }],
    ['all', {}, '1.4.2', { policy: 'semver-loose:>=0.0.0-0', filters: dotted }],
    [
      'minor',
      { matchPreRelease: 'false' },
      '1.4.2',
      { policy: 'semver-loose:>=1.0.0-0 <2.0.0-0', filters: dotted },
    ],
    [
      'patch',
      { matchPreRelease: 'false' },
      '1.4.2',
      { policy: 'semver-loose:>=1.4.0-0 <1.5.0-0', filters: dotted },
    ],
    [
      'major',
      { 'match-pre-release': 'false' },
      '1.4.2',
      { policy: 'semver-loose:>=0.0.0-0', filters: dotted },
    ],
    ['minor', {}, 'latest', { policy: 'semver-loose:*', filters: dotted }],
    ['all', {}, 'latest', { policy: 'semver-loose:>=0.0.0-0', filters: dotted }],
    ['force', {}, 'main', { policy: 'newest' }],
    ['force', { matchTag: 'true' }, 'main', { policy: 'digest:main' }],
    ['force', { 'match-tag': 'true' }, 'main', { policy: 'digest:main' }],
    ['glob:build-*', {}, 'build-1', { policy: 'alphabetical', filters: ['glob:build-*'] }],
    ['glob:build-?*', {}, 'build-1', { policy: 'alphabetical', filters: ['regex:^build-\\?.*$'] }],
    ['regexp:^([a-z]+)$', {}, 'main', { policy: 'alphabetical', filters: ['regex:^([a-z]+)$'] }],
    [
      'regexp:^main-(?P<compare>[0-9]+)$',
      {},
      'main-1',
      { policy: 'alphabetical', filters: ['regex:^main-(?<key>[0-9]+)$'] },
    ],
    ['regexp:(?<key>a)(?<compare>b)', {}, 'ab', { policy: 'alphabetical', filters: ['regex:(a)(?<key>b)'] }],
    ['newest:^main-', {}, 'main-1', { policy: 'newest:built', filters: ['regex:^main-'] }],
  ];
  it.each(good)('%s %j at %s', (policy, options, tag, expected) => {
    const settings = Object.fromEntries(
      Object.entries(options).map(([key, value]) => [`keel.sh/${key}`, value]),
    );
    const annotations = { 'keel.sh/policy': policy, 'keel.sh/monitorContainers': '^web$', ...settings };
    expect(bound({ annotations, image: `ghcr.io/acme/web:${tag}` })).toMatchObject({
      bindings: [{ name: 'web', ...expected }],
      problems: [],
    });
  });

  it('takes a reference without a tag for latest', () => {
    const annotations = { 'keel.sh/policy': 'force', 'keel.sh/matchTag': 'true' };
    expect(bound({ annotations, image: 'ghcr.io/acme/web' }).bindings[0]).toEqual({
      name: 'web',
      policy: 'digest:latest',
    });
  });

  it.each(['never', ''])('%j asks for nothing', (policy) => {
    expect(bound({ annotations: { 'keel.sh/policy': policy } })).toMatchObject({
      bindings: [],
      problems: [],
    });
  });
});

describe('where it is written', () => {
  it('labels are read as annotations are', () => {
    expect(bound({ labels: { 'keel.sh/policy': 'minor' } }).names).toEqual(['web', 'sidecar']);
  });

  it('an annotation beats a label, with the options that stand beside it', () => {
    const labels = { 'keel.sh/policy': 'minor', 'keel.sh/matchTag': 'true' };
    expect(bound({ labels, annotations: { 'keel.sh/policy': 'force' } }).bindings[0]).toMatchObject({
      policy: 'newest',
    });
  });

  it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'])('a %s', (kind) => {
    expect(bound({ kind, annotations: { 'keel.sh/policy': 'minor' } }).names).toEqual(['web', 'sidecar']);
  });

  it('names every annotation and label that it was read from', () => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'a',
        labels: { 'keel.sh/trigger': 'poll' },
        annotations: { 'keel.sh/policy': 'minor' },
      },
      spec: { template: { spec: { containers: [{ name: 'a', image: 'a:1.0.0' }] } } },
    };
    const { bindings } = bind([readFile('a.json', Buffer.from(JSON.stringify(object)))], ['keel']);
    expect(bindings[0]?.sources.map(({ kind, text }) => [kind, text])).toEqual([
      ['annotation', 'keel.sh/policy: "minor"'],
      ['label', 'keel.sh/trigger: "poll"'],
    ]);
  });
});

describe('what is watched', () => {
  it.each([
    ['containers', {}, ['web', 'sidecar']],
    ['init containers where it says so', { 'keel.sh/initContainers': 'true' }, ['web', 'sidecar', 'migrate']],
    ['image volumes where it says so', { 'keel.sh/imageVolumes': 'true' }, ['web', 'sidecar', 'data']],
    ['those that a regexp matches', { 'keel.sh/monitorContainers': '^side' }, ['sidecar']],
  ])('%s', (_name, more, names) => {
    expect(bound({ annotations: { 'keel.sh/policy': 'minor', ...more } }).names.toSorted()).toEqual(
      names.toSorted(),
    );
  });

  it('proposes where approvals are asked for', () => {
    const annotations = {
      'keel.sh/policy': 'minor',
      'keel.sh/approvals': '1',
      'keel.sh/approvalDeadline': '5',
    };
    expect(bound({ annotations }).bindings[0]).toMatchObject({ writeBack: 'pull-request' });
    expect(
      bound({ annotations: { ...annotations, 'keel.sh/approvals': '0' } }).bindings[0],
    ).not.toHaveProperty('writeBack');
  });
});

describe('what cannot be obeyed is said, and the field is left alone', () => {
  const bad: readonly [string, Written, readonly string[], readonly string[]][] = [
    [
      'a policy that Keel does not know',
      { annotations: { 'keel.sh/policy': 'newer' } },
      ['bad-policy', 'bad-policy'],
      [],
    ],
    [
      'a regexp that is not valid',
      { annotations: { 'keel.sh/policy': 'regexp:(' } },
      ['bad-filter', 'bad-filter'],
      [],
    ],
    [
      'a glob with a colon',
      { annotations: { 'keel.sh/policy': 'glob:a:b' } },
      ['bad-filter', 'bad-filter'],
      [],
    ],
    [
      'a current tag that is no version',
      { annotations: { 'keel.sh/policy': 'minor' }, image: 'a:main' },
      ['no-equivalent'],
      ['sidecar'],
    ],
    [
      'a digest alone',
      { annotations: { 'keel.sh/policy': 'force' }, image: `a@sha256:${'0'.repeat(64)}` },
      ['no-equivalent'],
      ['sidecar'],
    ],
    [
      'a template',
      { annotations: { 'keel.sh/policy': 'minor' }, image: '${IMAGE}' },
      ['not-editable'],
      ['sidecar'],
    ],
    [
      'a truth that is none',
      { annotations: { 'keel.sh/policy': 'force', 'keel.sh/matchTag': 'yes' } },
      ['bad-value'],
      [],
    ],
    [
      'approvals that are no number',
      { annotations: { 'keel.sh/policy': 'minor', 'keel.sh/approvals': 'two' } },
      ['bad-value'],
      [],
    ],
    [
      'containers by a bad regexp',
      { annotations: { 'keel.sh/policy': 'minor', 'keel.sh/monitorContainers': '(' } },
      ['bad-filter'],
      [],
    ],
    [
      'no container at all',
      { annotations: { 'keel.sh/policy': 'minor', 'keel.sh/monitorContainers': '^x' } },
      ['no-image-field'],
      [],
    ],
    [
      'a kind that Keel does not watch',
      { kind: 'Rollout', annotations: { 'keel.sh/policy': 'minor' } },
      ['bad-resource'],
      [],
    ],
    ['options without a policy', { annotations: { 'keel.sh/trigger': 'poll' } }, ['no-policy'], []],
    [
      'a key that Keel does not read, which stops nothing',
      { annotations: { 'keel.sh/policy': 'minor', 'keel.sh/polcy': 'all' } },
      ['unknown-key'],
      ['web', 'sidecar'],
    ],
  ];
  it.each(bad)('%s', (_name, written, problems, names) => {
    const result = bound(written);
    expect(result.problems).toEqual(problems);
    expect(result.names).toEqual(names);
  });
});
