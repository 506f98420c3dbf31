import { readFileSync } from 'node:fs';
import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';

/** The examples of a page, by the heading that they stand below. */
function examples(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8');
  return new Map(
    text.split(/^## /m).flatMap((section) => {
      const example = /```yaml\n([\s\S]*?)```/.exec(section)?.[1];
      return example === undefined ? [] : [[section.split('\n')[0] ?? '', example] as const];
    }),
  );
}

function facts(path: string, text: string | undefined) {
  if (text === undefined) throw new Error(`the example for ${path} is gone`);
  return readFile(path, Buffer.from(text));
}

describe('the examples in the docs do what the docs say', () => {
  const page = examples('bindings.md');

  it('annotations', () => {
    const { bindings, problems } = bind([facts('shop.yaml', page.get('Annotations'))], ['automator']);
    expect(problems).toEqual([]);
    expect(bindings).toMatchObject([
      {
        policy: { text: 'numeric', filters: { length: 2 } },
        options: { group: 'backend', minAge: 86_400_000 },
      },
      { policy: { text: 'semver:^1.4' }, options: { hold: { reason: 'load test until Friday' } } },
    ]);
  });

  it('comments', () => {
    const { bindings, problems } = bind([facts('values.yaml', page.get('Comments'))], ['automator']);
    expect(problems).toEqual([]);
    expect(bindings.map(({ field, policy }) => [field.image?.repository, policy.text])).toEqual([
      ['acme/web', 'semver:^1.4'],
      ['acme/proxy', 'numeric'],
      ['acme/web', 'semver:^1.4'],
    ]);
  });

  it('rules, holds and freezes', () => {
    const deployment = (tag: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: ghcr.io/acme/web:${tag}\n`;
    const { bindings, problems, freezes } = bind(
      [
        facts('.automator.yaml', page.get('Rules')),
        facts('clusters/production/web.yaml', deployment('1.4.2')),
        facts('clusters/staging/web.yaml', deployment('main-41')),
      ],
      ['automator'],
    );
    expect(problems).toEqual([]);
    expect(bindings).toMatchObject([
      {
        policy: { text: 'semver:^1' },
        options: { writeBack: 'pull-request', hold: { reason: 'load test', by: 'ann' } },
      },
      { policy: { text: 'numeric' }, options: { minAge: 3_600_000 } },
    ]);
    expect(freezes).toEqual([{ reason: 'holidays', until: Date.UTC(2026, 0, 2) }]);
  });

  it('Keel', () => {
    const text = readFileSync(new URL('../../../../docs/dialects/keel.md', import.meta.url), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1];
    const { bindings, problems } = bind([facts('web.yaml', example)], ['keel']);
    expect(problems).toEqual([]);
    expect(bindings).toMatchObject([{ policy: { text: 'semver-loose:1.x' } }]);
  });
});
