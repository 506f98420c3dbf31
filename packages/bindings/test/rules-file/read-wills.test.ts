import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind } from '../../src/index.ts';

const id = 'web.yaml#0/image';
const web =
  'image: ghcr.io/acme/web:1.4.0 # automator: semver:^1\nsidecar:\n  image: ghcr.io/acme/sidecar:2.0.0 # automator: semver:^2\n';

function bound(rulesFile: string) {
  const facts = [readFile('web.yaml', Buffer.from(web)), readFile('.automator.yaml', Buffer.from(rulesFile))];
  const { bindings, problems, freezes } = bind(facts, ['automator']);
  return {
    held: bindings.map(({ options }) => options.hold ?? null),
    problems: problems.map(({ code, place }) => `${code}@${place.line}`),
    freezes,
  };
}

describe('holds', () => {
  const cases: readonly [string, string, readonly unknown[], readonly string[]][] = [
    [
      'one field',
      `holds:\n  - id: ${id}\n    reason: load test\n    by: ann\n    at: 2026-01-01\n`,
      [{ reason: 'load test', by: 'ann' }, null],
      [],
    ],
    [
      'until a time',
      `holds:\n  - id: ${id}\n    until: 2026-01-31T12:00:00+01:00\n`,
      [{ until: Date.UTC(2026, 0, 31, 11) }, null],
      [],
    ],
    [
      'an end that cannot be read is no end',
      `holds:\n  - id: ${id}\n    until: friday\n`,
      [{}, null],
      ['bad-value@3'],
    ],
    ['a field that is not there', 'holds:\n  - id: gone.yaml#0/image\n', [null, null], ['unresolved@2']],
    ['no field', 'holds:\n  - reason: why not\n', [null, null], ['unresolved@2']],
    ['an empty list', 'holds:\n', [null, null], []],
  ];
  it.each(cases)('%s', (_name, text, held, problems) => {
    expect(bound(text)).toEqual({ held, problems, freezes: undefined });
  });

  it('holds what another dialect binds', () => {
    const facts = [
      readFile(
        'web.yaml',
        Buffer.from(
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  annotations:\n    keel.sh/policy: minor\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: a:1.0.0\n',
        ),
      ),
      readFile(
        '.automator.yaml',
        Buffer.from('holds:\n  - id: web.yaml#0/spec/template/spec/containers/0/image\n'),
      ),
    ];
    expect(bind(facts, ['keel']).bindings.map(({ options }) => options)).toEqual([{ hold: {} }]);
  });
});

describe('freezes', () => {
  it.each([
    [
      'a list',
      'freezes:\n  - reason: holidays\n    until: 2026-01-02\n',
      [{ reason: 'holidays', until: Date.UTC(2026, 0, 2) }],
    ],
    ['one', 'freeze:\n  reason: holidays\n', [{ reason: 'holidays' }]],
    ['yes', 'freeze: true\n', [{}]],
    ['no', 'freeze: false\n', undefined],
  ])('%s', (_name, text, freezes) => {
    expect(bound(text)).toEqual({ held: [null, null], problems: [], freezes });
  });
});

describe('a file that cannot be read may hold a hold: nothing moves', () => {
  it.each([
    ['no YAML', 'holds:\n  - id: [\n'],
    ['no mapping', '- rules\n'],
    ['a section that is no list', 'holds: all\n'],
    ['an entry that is no mapping', 'holds:\n  - web.yaml\n'],
  ])('%s', (_name, text) => {
    const { held, problems } = bound(text);
    expect(held).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^bad-resource@\d+$/)]);
  });

  it('reports a key that is not known, and goes on', () => {
    expect(bound('rulez: []\n')).toEqual({
      held: [null, null],
      problems: ['unknown-key@1'],
      freezes: undefined,
    });
  });
});
