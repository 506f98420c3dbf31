import { bind } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { commitMessage, type ListingRecord, type PlanRules, plan } from '../../src/reconcile/index.ts';

const rules: PlanRules = { writeBack: 'commit', allows: () => true };

function deployment(name: string, image: string, annotations: readonly string[] = []): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
    automator/tag: semver:^1
${annotations.map((line) => `    ${line}\n`).join('')}spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}
`;
}

function bindingsOf(files: Readonly<Record<string, string>>) {
  return bind(
    Object.entries(files).map(([path, text]) => readFile(path, Buffer.from(text))),
    ['automator'],
  ).bindings;
}

function listed(...tags: string[]): ListingRecord {
  return { listing: { candidates: tags.map((tag) => ({ tag })), state: 'complete' }, readAt: 0 };
}

describe('plan', () => {
  it('moves a field up to the newest tag that the policy allows', () => {
    const bindings = bindingsOf({ 'a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0') });
    const result = plan({ bindings }, () => listed('1.0.0', '1.1.0', '2.0.0'), rules, 0);
    expect(result.updates).toMatchObject([
      {
        image: 'ghcr.io/acme/web',
        from: '1.0.0',
        to: '1.1.0',
        policy: 'semver:^1',
        delivery: 'commit',
        group: null,
      },
    ]);
    expect(result.decided).toMatchObject([{ state: 'pending' }]);
  });

  it('says nothing new of an image that was never listed', () => {
    const bindings = bindingsOf({ 'a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0') });
    expect(plan({ bindings }, () => undefined, rules, 0).decided).toMatchObject([{ state: 'unknown' }]);
  });

  it('keeps what is held and what is frozen, and says why', () => {
    const bindings = bindingsOf({
      'a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0', [
        'automator/hold: "true"',
        'automator/hold-reason: load test',
      ]),
      'b.yaml': deployment('b', 'ghcr.io/acme/web:1.0.0'),
    });
    const listings = () => listed('1.1.0');
    expect(plan({ bindings }, listings, rules, 0).held).toMatchObject([
      { code: 'hold', reason: 'load test', to: '1.1.0' },
    ]);
    const frozen = plan({ bindings }, listings, { ...rules, frozen: 'AUTOMATOR_FREEZE is set' }, 0);
    expect(frozen.updates).toEqual([]);
    expect(frozen.held.map(({ code }) => code)).toEqual(['frozen', 'frozen']);
  });

  it('obeys a freeze that the config repo itself holds, and both for as long as they last', () => {
    const bindings = bindingsOf({ 'a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0') });
    const listings = () => listed('1.1.0');
    const freezes = [{ reason: 'audit', until: 1000 }];
    expect(plan({ bindings, freezes }, listings, rules, 0).held).toMatchObject([
      { code: 'frozen', reason: expect.stringContaining('audit') },
    ]);
    expect(plan({ bindings, freezes }, listings, rules, 1000).updates).toHaveLength(1);
    const held = bindings.map((binding) => ({ ...binding, options: { hold: { until: 1000 } } }));
    expect(plan({ bindings: held }, listings, rules, 0).held).toMatchObject([{ code: 'hold' }]);
    expect(plan({ bindings: held }, listings, rules, 1000).updates).toHaveLength(1);
  });

  it('lets a config repo tighten what the operator allows, never loosen it', () => {
    const bindings = bindingsOf({
      'a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0', ['automator/write-back: observe']),
      'b.yaml': deployment('b', 'ghcr.io/acme/web:1.0.0', ['automator/write-back: commit']),
    });
    const deliveries = (writeBack: PlanRules['writeBack']) =>
      plan({ bindings }, () => listed('1.1.0'), { ...rules, writeBack }, 0).updates.map(
        ({ delivery }) => delivery,
      );
    expect(deliveries('commit')).toEqual(['observe', 'commit']);
    expect(deliveries('observe')).toEqual(['observe', 'observe']);
  });

  it('leaves images alone that the operator does not allow', () => {
    const bindings = bindingsOf({ 'a.yaml': deployment('a', 'evil.example/web:1.0.0') });
    const result = plan(
      { bindings },
      () => listed('1.1.0'),
      { ...rules, allows: (image) => image.startsWith('ghcr.io/') },
      0,
    );
    expect(result).toMatchObject({ updates: [], decided: [{ state: 'refused' }] });
  });

  it('makes one change set for each image and directory, or for a group', () => {
    const bindings = bindingsOf({
      'dev/a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0'),
      'dev/b.yaml': deployment('b', 'ghcr.io/acme/web:1.0.0'),
      'prod/a.yaml': deployment('a', 'ghcr.io/acme/web:1.0.0'),
      'prod/c.yaml': deployment('c', 'ghcr.io/acme/api:1.0.0', ['automator/group: backend']),
      'stage/c.yaml': deployment('c', 'ghcr.io/acme/db:1.0.0', ['automator/group: backend']),
    });
    const { changeSets } = plan({ bindings }, () => listed('1.1.0'), rules, 0);
    expect(changeSets.map(({ updates }) => updates.map(({ file }) => file))).toEqual([
      ['dev/a.yaml', 'dev/b.yaml'],
      ['prod/a.yaml'],
      ['prod/c.yaml', 'stage/c.yaml'],
    ]);
  });

  it('gives the same plan whatever the order of the files', () => {
    const files = Object.fromEntries(
      ['c', 'a', 'b'].map((name) => [`${name}.yaml`, deployment(name, 'nginx:1.0.0')]),
    );
    const bindings = bindingsOf(files);
    const ids = (order: typeof bindings) =>
      plan({ bindings: order }, () => listed('1.1.0'), rules, 0).updates.map(({ id }) => id);
    expect(ids(bindings)).toEqual(ids(bindings.toReversed()));
  });
});

describe('commitMessage', () => {
  it('names the image and version, gives the reason and one trailer an update', () => {
    const bindings = bindingsOf({
      'a.yaml': deployment('a', 'nginx:1.0.0'),
      'b.yaml': deployment('b', 'nginx:1.0.1'),
    });
    const [changeSet] = plan({ bindings }, () => listed('1.1.0'), rules, 0).changeSets;
    if (changeSet === undefined) throw new Error('no change set');
    const lines = commitMessage(changeSet).trimEnd().split('\n');
    expect(lines[0]).toBe('Update docker.io/library/nginx to 1.1.0');
    expect(lines.slice(-2)).toEqual([
      'Automator-Update: a.yaml#0/spec/template/spec/containers/0/image docker.io/library/nginx 1.0.0 -> 1.1.0',
      'Automator-Update: b.yaml#0/spec/template/spec/containers/0/image docker.io/library/nginx 1.0.1 -> 1.1.0',
    ]);
  });
});
