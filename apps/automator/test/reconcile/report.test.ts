import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { expect, it } from 'vitest';
import { reportProblems } from '../../src/reconcile/index.ts';

it('reports in the order of the files and of their lines', () => {
  const annotations = Array.from({ length: 8 }, (_, at) => `    automator/unknown-${at}: "1"\n`).join('');
  const text = `kind: Pod
apiVersion: v1
metadata:
  name: web
  annotations:
${annotations}spec:
  containers: [{name: web, image: "ghcr.io/acme/web:1.0.0"}]
`;
  const facts = [readFile('b.yaml', Buffer.from(text)), readFile('a.yaml', Buffer.from('image: nginx: 1\n'))];
  const reported = reportProblems(facts, bind(facts, ['automator']).problems);
  const lines = Array.from({ length: 8 }, (_, at) => `b.yaml:${at + 6}`);
  expect(reported.map(({ where }) => where)).toEqual(['a.yaml:1', ...lines]);
  expect(Object.keys(reported[0] ?? {})).toEqual(['where', 'code', 'message', 'next']);
});
