import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { holdByKey } from '../../src/holds/index.ts';

const first = 'web.yaml#0/spec/containers/0/image';
const pod = (...containers: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    automator/tag: semver:^1\nspec:\n  containers:\n${containers.map((name) => `    - name: ${name}\n      image: acme/${name}:1.0.0\n`).join('')}`;
const hold = (id: string, more = ''): string => `holds:\n  - id: ${id}\n    reason: load test\n${more}`;
const keyed = (id: string): string => hold(id, '    field: Pod /web web\n');

function held(manifest: string, rules: string) {
  const facts = [
    readFile('web.yaml', Buffer.from(manifest)),
    readFile('.automator.yaml', Buffer.from(rules)),
  ];
  const { bindings, problems } = holdByKey(bind(facts, ['automator']), facts);
  return {
    held: bindings.flatMap(({ field, options }) => (options.hold === undefined ? [] : [field.name])),
    problems: problems.map(({ code }) => code),
  };
}

describe('a hold in the rules file', () => {
  it.each<[string, string, string, readonly (string | undefined)[]]>([
    ['holds the field of its id', pod('web', 'proxy'), keyed(first), ['web']],
    ['goes with its container when another one is put before it', pod('proxy', 'web'), keyed(first), ['web']],
    [
      'finds its container where the id is no more',
      pod('web'),
      keyed('web.yaml#0/spec/containers/7/image'),
      ['web'],
    ],
    ['without a key stays with its id', pod('proxy', 'web'), hold(first), ['proxy']],
    ['of a container that is gone holds no other', pod('proxy'), keyed(first), []],
  ])('%s', (_title, manifest, rules, names) => {
    expect(held(manifest, rules)).toEqual({ held: names, problems: [] });
  });

  it('that finds nothing is said', () => {
    expect(held(pod('proxy'), keyed('web.yaml#0/spec/containers/7/image'))).toEqual({
      held: [],
      problems: ['unresolved'],
    });
  });
});
