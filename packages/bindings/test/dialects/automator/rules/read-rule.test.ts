import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../../src/index.ts';

/** A config repo with two Deployments and the rules file. */
function repo(rules: string, annotations: readonly string[] = []) {
  return [
    readFile('.automator.yaml', Buffer.from(rules)),
    readFile('shop/web.yaml', Buffer.from(deployment('web', 'ghcr.io/acme/web:1.4.0', annotations))),
    readFile('infra/proxy.yaml', Buffer.from(deployment('proxy', 'nginx:1.25.0'))),
  ];
}

function deployment(name: string, image: string, annotations: readonly string[] = []): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${name}`,
    ...(annotations.length === 0 ? [] : ['  annotations:', ...annotations.map((line) => `    ${line}`)]),
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    `          image: ${image}`,
    '',
  ].join('\n');
}

function bound(rules: string, annotations: readonly string[] = []) {
  const { bindings, problems } = bind(repo(rules, annotations), ['automator']);
  return {
    bindings: bindings.map(({ field, policy, options }) => ({
      name: field.name,
      policy: policy.text,
      ...options,
    })),
    problems: problems.map(({ code, place }) => `${code}@${place.file}:${place.line}`),
  };
}

describe('rules that match', () => {
  const good: readonly [string, string, ReturnType<typeof bound>['bindings']][] = [
    [
      'by image',
      'rules:\n  - images: ["ghcr.io/acme/*"]\n    tag: semver:^1\n',
      [{ name: 'web', policy: 'semver:^1' }],
    ],
    [
      'by the canonical name of an image',
      'rules:\n  - images: [docker.io/library/nginx]\n    tag: semver:^1\n',
      [{ name: 'proxy', policy: 'semver:^1' }],
    ],
    [
      'by path',
      'rules:\n  - paths: ["infra/**"]\n    tag: semver:^1\n',
      [{ name: 'proxy', policy: 'semver:^1' }],
    ],
    [
      'by both, each of which must match',
      'rules:\n  - images: ["ghcr.io/**"]\n    paths: ["infra/**"]\n    tag: semver:^1\n',
      [],
    ],
    [
      'the last rule wins for each option by itself',
      'rules:\n  - paths: ["**"]\n    tag: semver:^1\n    group: all\n  - images: ["ghcr.io/**"]\n    tag: semver:^2\n',
      [
        { name: 'web', policy: 'semver:^2', group: 'all' },
        { name: 'proxy', policy: 'semver:^1', group: 'all' },
      ],
    ],
    [
      'with every option, as YAML has them',
      [
        'rules:',
        '  - images: [ghcr.io/acme/web]',
        '    tag: semver:^1',
        '    filter: ["glob:1.*", "!regex:rc"]',
        '    suffix: keep',
        '    write-back: pull-request',
        '    min-age: 24h',
        '    on-revert: skip-version',
        '    allow-down: true',
        '    hold: true',
        '    hold-reason: audit',
        '',
      ].join('\n'),
      [
        {
          name: 'web',
          policy: 'semver:^1',
          writeBack: 'pull-request',
          minAge: 86_400_000,
          onRevert: 'skip-version',
          allowDown: true,
          hold: { reason: 'audit' },
        },
      ],
    ],
  ];
  it.each(good)('%s', (_name, rules, bindings) => {
    expect(bound(rules)).toEqual({ bindings, problems: [] });
  });

  it('gives way to an annotation, for each option by itself', () => {
    const rules = 'rules:\n  - images: ["**"]\n    tag: semver:^1\n    group: all\n';
    expect(bound(rules, ['automator/tag: semver:^3']).bindings[0]).toEqual({
      name: 'web',
      policy: 'semver:^3',
      group: 'all',
    });
  });

  it('gives options without a policy to what another place binds, and says nothing of the rest', () => {
    const rules = 'rules:\n  - paths: ["**"]\n    write-back: observe\n';
    expect(bound(rules, ['automator/tag: semver:^3'])).toEqual({
      bindings: [{ name: 'web', policy: 'semver:^3', writeBack: 'observe' }],
      problems: [],
    });
  });

  it('gives options to what another dialect binds', () => {
    const rules = 'rules:\n  - paths: ["**"]\n    hold: true\n';
    const { bindings, problems } = bind(repo(rules, ['keel.sh/policy: minor']), ['automator', 'keel']);
    expect(problems).toEqual([]);
    expect(bindings).toMatchObject([{ dialect: 'keel', options: { hold: {} } }]);
  });

  it('says which rule it was', () => {
    const [binding] = bind(repo('rules:\n  - images: ["ghcr.io/**"]\n    tag: semver:^1\n'), [
      'automator',
    ]).bindings;
    expect(binding).toMatchObject({
      writtenAt: { file: '.automator.yaml', line: 2 },
      sources: [{ kind: 'rule', id: '.automator.yaml#0/rules/0' }],
    });
  });
});

describe('a rule with a fault governs nothing, and what it would match is left alone', () => {
  const rule = (text: string) =>
    `rules:\n  - paths: ["**"]\n    tag: semver:^1\n  - images: ["ghcr.io/**"]\n    ${text}\n`;
  const bad: readonly [string, string, readonly string[], readonly string[]][] = [
    ['an unknown key', rule('tga: semver:^2'), ['unknown-key@.automator.yaml:5'], ['proxy']],
    ['a bad policy', rule('tag: semver:x.y.z.'), ['bad-policy@.automator.yaml:5'], ['proxy']],
    ['a bad filter', rule('filter: ["regex:("]'), ['bad-filter@.automator.yaml:5'], ['proxy']],
    ['a bad value', rule('min-age: soon'), ['bad-value@.automator.yaml:5'], ['proxy']],
    ['a value of another kind', rule('group: [a]'), ['bad-value@.automator.yaml:5'], ['proxy']],
    ['a bad glob', rule('paths: ["!infra/**"]'), ['bad-value@.automator.yaml:5'], ['proxy']],
    [
      'a glob that would take too long',
      rule('paths: ["*a*a*a*a*a*a*a*a*a"]'),
      ['bad-value@.automator.yaml:5'],
      ['proxy'],
    ],
    [
      'no readable glob at all: nothing is known to be its',
      'rules:\n  - images: [5]\n    tag: semver:^2\n  - paths: ["**"]\n    tag: semver:^1\n',
      ['bad-value@.automator.yaml:2'],
      ['web', 'proxy'],
    ],
    ['nothing that it matches', 'rules:\n  - tag: semver:^1\n', ['bad-resource@.automator.yaml:2'], []],
  ];
  it.each(bad)('%s', (_name, rules, problems, names) => {
    const result = bound(rules);
    expect(result.problems).toEqual(problems);
    expect(result.bindings.map(({ name }) => name)).toEqual(names);
  });
});
