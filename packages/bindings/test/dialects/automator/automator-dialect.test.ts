import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/index.ts';

interface Written {
  readonly annotations?: readonly string[];
  readonly comment?: string;
}

/** A Deployment with the containers `web` and `sidecar`. */
function manifest({ annotations = [], comment = '' }: Written): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: shop',
    ...(annotations.length === 0 ? [] : ['  annotations:', ...annotations.map((line) => `    ${line}`)]),
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: web',
    `          image: ghcr.io/acme/web:1.4.0${comment === '' ? '' : ` # ${comment}`}`,
    '        - name: sidecar',
    '          image: ghcr.io/acme/sidecar:2.0.0',
    '',
  ].join('\n');
}

function bound(written: Written) {
  const { bindings, problems } = bind([readFile('shop.yaml', Buffer.from(manifest(written)))], ['automator']);
  return {
    bindings: bindings.map(({ field, policy, options }) => ({
      name: field.name,
      policy: policy.text,
      ...options,
    })),
    problems: problems.map(({ code, place }) => `${code}@${place.line}`),
    messages: problems.map(({ message }) => message),
  };
}

describe('good bindings', () => {
  it('takes a plain annotation for every container', () => {
    expect(bound({ annotations: ['automator/tag: semver:^1.4'] })).toMatchObject({
      bindings: [
        { name: 'web', policy: 'semver:^1.4' },
        { name: 'sidecar', policy: 'semver:^1.4' },
      ],
      problems: [],
    });
  });

  it('takes a named annotation for the one container', () => {
    expect(bound({ annotations: ['automator/tag.web: semver:~1.4'] }).bindings).toEqual([
      { name: 'web', policy: 'semver:~1.4' },
    ]);
  });

  it('lets the comment beat the named annotation, and that the plain one, for each option by itself', () => {
    const written = {
      annotations: [
        'automator/tag: semver:^1',
        'automator/group: all',
        'automator/tag.web: semver:^2',
        'automator/group.web: web',
      ],
      comment: 'automator: semver:^3',
    };
    expect(bound(written).bindings).toEqual([
      { name: 'web', policy: 'semver:^3', group: 'web' },
      { name: 'sidecar', policy: 'semver:^1', group: 'all' },
    ]);
  });

  it('reads options in a comment, with spaces in the policy and in quoted values', () => {
    const comment =
      'automator: semver:>=1.2 <2 group=backend write-back=observe hold=true hold-reason="load test runs"';
    expect(bound({ comment }).bindings).toEqual([
      {
        name: 'web',
        policy: 'semver:>=1.2 <2',
        group: 'backend',
        writeBack: 'observe',
        hold: { reason: 'load test runs' },
      },
    ]);
  });

  it('reads a hold, and a hold that was lifted for one container', () => {
    const annotations = ['automator/tag: semver:^1', 'automator/hold: "true"', 'automator/hold.web: "false"'];
    expect(bound({ annotations }).bindings).toEqual([
      { name: 'web', policy: 'semver:^1' },
      { name: 'sidecar', policy: 'semver:^1', hold: {} },
    ]);
  });

  it('reads every option', () => {
    const annotations = [
      'automator/tag: semver:^1.4@digest',
      'automator/filter: |',
      '  glob:1.*',
      '  !regex:rc',
      'automator/suffix: keep',
      'automator/min-age: 24h',
      'automator/on-revert: skip-version',
      'automator/allow-down: "true"',
      'automator/write-back: pull-request',
      'automator/group: shop',
    ];
    const { bindings, problems } = bind(
      [readFile('shop.yaml', Buffer.from(manifest({ annotations })))],
      ['automator'],
    );
    expect(problems).toEqual([]);
    expect(bindings[0]).toMatchObject({
      policy: {
        text: 'semver:^1.4@digest',
        filters: ['glob:1.*', '!regex:rc'],
        suffix: 'keep',
        digestMode: 'pin',
      },
      options: {
        minAge: 86_400_000,
        onRevert: 'skip-version',
        allowDown: true,
        writeBack: 'pull-request',
        group: 'shop',
      },
    });
  });

  it('takes the filters of the strongest place, all of them', () => {
    const written = {
      annotations: ['automator/tag: numeric', 'automator/filter: glob:9*'],
      comment: 'automator: filter="regex:^main-(?<key>[0-9]+)$" filter=!glob:*-0',
    };
    const { bindings } = bind([readFile('shop.yaml', Buffer.from(manifest(written)))], ['automator']);
    expect(bindings.map(({ policy }) => policy.filters)).toEqual([
      ['regex:^main-(?<key>[0-9]+)$', '!glob:*-0'],
      ['glob:9*'],
    ]);
  });

  it('names everything that it was read from', () => {
    const written = { annotations: ['automator/tag: semver:^1'], comment: 'automator: group=web' };
    const { bindings } = bind([readFile('shop.yaml', Buffer.from(manifest(written)))], ['automator']);
    expect(bindings[0]).toMatchObject({
      writtenAt: { line: 6 },
      sources: [
        {
          kind: 'annotation',
          id: 'shop.yaml#0/metadata/annotations/automator~1tag',
          text: 'automator/tag: "semver:^1"',
        },
        { kind: 'comment', id: bindings[0]?.field.id, text: 'automator: group=web' },
      ],
    });
  });

  it('binds a version whose image the comment names', () => {
    const text = 'app:\n  release: 1.4.0 # automator: semver:^1.4 image=ghcr.io/acme/web\n  build: x\n';
    const { bindings, problems } = bind([readFile('values.yaml', Buffer.from(text))], ['automator']);
    expect(problems).toEqual([]);
    expect(bindings.map(({ field }) => [field.place.line, field.image])).toMatchObject([
      [2, { registry: 'ghcr.io', repository: 'acme/web', tag: '1.4.0' }],
    ]);
  });

  it('binds nothing and says nothing where nothing is written', () => {
    expect(bound({})).toEqual({ bindings: [], problems: [], messages: [] });
  });
});

describe('bad bindings are reported where they stand', () => {
  const bad: readonly [string, Written, readonly string[], readonly string[]][] = [
    ['a range that is not valid', { annotations: ['automator/tag: semver:^x.y'] }, ['bad-policy@6'], []],
    [
      'an unknown container: the others go on',
      { annotations: ['automator/tag.wbe: semver:^1', 'automator/tag.web: semver:^1'] },
      ['unknown-container@6'],
      ['web'],
    ],
    [
      'a hold of an unknown container: nothing of the resource moves',
      { annotations: ['automator/tag: semver:^1', 'automator/hold.wbe: "true"'] },
      ['unknown-container@7'],
      [],
    ],
    [
      'an unknown key: it may be a hold with a typing error',
      { annotations: ['automator/tag: semver:^1', 'automator/hodl: "true"'] },
      ['unknown-key@7'],
      [],
    ],
    [
      'a fault that names one container leaves the other bound',
      { annotations: ['automator/tag: semver:^1', 'automator/write-back.web: maybe'] },
      ['bad-value@7'],
      ['sidecar'],
    ],
    [
      'an age that is no time',
      { annotations: ['automator/tag: semver:^1', 'automator/min-age.web: a day'] },
      ['bad-value@7'],
      ['sidecar'],
    ],
    [
      'a filter that is not valid matches nothing',
      { annotations: ['automator/tag: alphabetical', "automator/filter.web: 'regex:('"] },
      ['bad-filter@7'],
      ['sidecar'],
    ],
    [
      'a filter without a kind',
      { annotations: ['automator/tag: alphabetical', 'automator/filter: main-*'] },
      ['bad-filter@7'],
      [],
    ],
    [
      'an empty filter',
      { annotations: ['automator/tag: alphabetical', 'automator/filter: ""'] },
      ['bad-filter@7'],
      [],
    ],
    [
      'two filters that both say what is ordered: found where they meet',
      { comment: 'automator: numeric filter="regex:(?<key>a)" filter="regex:(?<key>b)"' },
      ['bad-filter@10'],
      [],
    ],
    [
      'a suffix for tags that are no versions',
      { annotations: ['automator/tag: alphabetical', 'automator/suffix: keep'] },
      ['bad-policy@6', 'bad-policy@6'],
      [],
    ],
    [
      'a revert that is neither',
      { annotations: ['automator/tag: semver:^1', 'automator/on-revert: ignore'] },
      ['bad-value@7'],
      [],
    ],
    [
      'an option that is written twice in a comment',
      { comment: 'automator: semver:^1 hold=true hold=false' },
      ['bad-value@10'],
      [],
    ],
    [
      'a comment that names another image',
      { comment: 'automator: semver:^1 image=ghcr.io/acme/shop' },
      ['other-image@10'],
      [],
    ],
    [
      'a comment that names an image with its tag',
      { comment: 'automator: semver:^1 image=ghcr.io/acme/web:1' },
      ['bad-value@10'],
      [],
    ],
    ['image as an annotation', { annotations: ['automator/image: web'] }, ['unknown-key@6'], []],
    ['options without a policy', { annotations: ['automator/group.web: a'] }, ['no-policy@6'], []],
    ['an unknown option in a comment', { comment: 'automator: semver:^1 gruop=a' }, ['unknown-key@10'], []],
  ];
  it.each(bad)('%s', (_name, written, problems, names) => {
    const result = bound(written);
    expect(result.problems).toEqual(problems);
    expect(result.bindings.map(({ name }) => name)).toEqual(names);
  });

  it('names the containers that there are', () => {
    expect(bound({ annotations: ['automator/tag.wbe: semver:^1'] }).messages).toEqual([
      'automator/tag.wbe: there is no container or image "wbe" here; there are web, sidecar',
    ]);
  });

  it('reports an annotation on a resource without images, and a comment on a line without one', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    automator/tag: semver:^1\nspec:\n  type: x # automator: semver:^1\n';
    const { problems } = bind([readFile('s.yaml', Buffer.from(service))], ['automator']);
    expect(problems.map(({ code, place }) => [code, place.line])).toEqual([
      ['no-image-field', 6],
      ['no-image-field', 8],
    ]);
  });

  it('reports a field that cannot be edited', () => {
    const text = manifest({ annotations: ['automator/tag.web: semver:^1'] }).replace(
      'ghcr.io/acme/web:1.4.0',
      '${IMAGE}',
    );
    const { bindings, problems } = bind([readFile('shop.yaml', Buffer.from(text))], ['automator']);
    expect(bindings).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['not-editable']);
  });

  it('reads no dialect that is not listed', () => {
    const facts = readFile('shop.yaml', Buffer.from(manifest({ annotations: ['automator/tag: semver:^1'] })));
    expect(bind([facts], [])).toEqual({ bindings: [], problems: [] });
  });
});
