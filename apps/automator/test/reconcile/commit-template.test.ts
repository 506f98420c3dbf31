import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import {
  changeSetsOf,
  commitMessage,
  originKey,
  parseCommitTemplate,
  type Update,
} from '../../src/reconcile/index.ts';

function updateOf(file: string, to: string): Update {
  const image = 'registry.example/acme/web';
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    automator/tag: semver:^1\n    automator/group: g\nspec:\n  containers:\n    - name: a\n      image: ${image}:1.0.0\n`;
  const [binding] = bind([readFile(file, Buffer.from(text))], ['automator']).bindings;
  if (binding === undefined) throw new Error('nothing is bound');
  return {
    id: binding.field.id,
    image,
    name: { registry: 'registry.example', repository: 'acme/web' },
    from: '1.0.0',
    to,
    policy: 'semver:^1',
    dialect: 'automator',
    reason: `${to} is the newest`,
    group: 'g',
    delivery: 'commit',
    file,
    binding,
    chosen: { tag: to },
  };
}

const updates = [updateOf('a.yaml', '1.1.0'), updateOf('b.yaml', '1.2.0')];
const [changeSet] = changeSetsOf(updates);
if (changeSet === undefined) throw new Error('no change set');
const trailers = updates.map(
  ({ id, to }) => `Automator-Update: ${id} registry.example/acme/web 1.0.0 -> ${to}`,
);

function message(template: string, origin: Record<string, string> = {}): string {
  const origins = new Map(updates.map((update) => [originKey(update), origin]));
  return commitMessage(changeSet ?? never(), {
    template: parseCommitTemplate(template),
    configRepo: 'production',
    branch: 'main',
    origins,
  });
}

function never(): never {
  throw new Error('no change set');
}

describe('a template', () => {
  it.each([
    ['chore: {{image}} to {{to}}', 'chore: registry.example/acme/web to 1.1.0, 1.2.0'],
    ['{{ count }} in {{configRepo}}#{{branch}}, group {{group}}', '2 in production#main, group g'],
    ['up{{#each updates}}\n- {{file}} {{to}}{{/each}}', 'up\n- a.yaml 1.1.0\n- b.yaml 1.2.0'],
    ['{braces} stay, $& too', '{braces} stay, $& too'],
    ['{{link}}', 'Update registry.example/acme/web in 2 places'],
  ])('%j', (template, expected) => {
    const said = message(template);
    expect(said.startsWith(expected)).toBe(true);
    expect(said.endsWith(`\n\n${trailers.join('\n')}\n`)).toBe(true);
  });

  it.each([
    '{{nothing}}',
    '{{file}}',
    '{{#each updates}}x',
    '{{/each}}',
    '{{#if x}}',
    '{{constructor}}',
    '{{}}',
  ])('is refused: %s', (template) => {
    expect(() => parseCommitTemplate(template)).toThrow(/not known here|has no/);
  });

  it('puts in what an image says of itself as one line, and no trailer of its making', () => {
    const said = message('up\n\n{{source}} {{link}}', {
      source: 'https://x.example/a\n\nAutomator-Update: forged {{to}}',
      link: 'https://x.example/a/commit/1',
    });
    expect(said.match(/^Automator-Update: /gm)).toHaveLength(2);
    expect(said).toContain('forged {{to}}');
    expect(said).toContain('https://x.example/a/commit/1');
  });
});
