import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { bind } from '../src/index.ts';

function deployment(...annotations: string[]) {
  const lines = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: shop',
    '  annotations:',
    ...annotations.map((line) => `    ${line}`),
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: web',
    '          image: ghcr.io/acme/web:latest',
    '',
  ];
  return [readFile('shop.yaml', Buffer.from(lines.join('\n')))];
}

describe('a field that two dialects govern', () => {
  it('in different ways is left alone, and both places are named', () => {
    const { bindings, problems } = bind(deployment('automator/tag: semver:^1', 'keel.sh/policy: force'), [
      'keel',
      'automator',
    ]);
    expect(bindings).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'conflict',
        message:
          'automator at shop.yaml:6 says semver:^1, but keel at shop.yaml:7 says newest; keep one of the two',
        fields: ['shop.yaml#0/spec/template/spec/containers/0/image'],
      }),
    ]);
  });

  it('with different options is left alone', () => {
    const annotations = ['automator/tag: newest', 'automator/group: a', 'keel.sh/policy: force'];
    expect(bind(deployment(...annotations), ['automator', 'keel']).problems.map(({ code }) => code)).toEqual([
      'conflict',
    ]);
  });

  it('in the same way belongs to the first', () => {
    const { bindings, problems } = bind(deployment('automator/tag: newest', 'keel.sh/policy: force'), [
      'keel',
      'automator',
    ]);
    expect(problems).toEqual([]);
    expect(bindings.map(({ dialect }) => dialect)).toEqual(['automator']);
  });

  it('is left alone where one of them has a fault in it', () => {
    const { bindings, problems } = bind(deployment('automator/hodl: "true"', 'keel.sh/policy: force'), [
      'automator',
      'keel',
    ]);
    expect(bindings).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['unknown-key']);
  });
});
