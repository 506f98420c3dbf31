import { bind, type DialectName, wantedKinds } from '@deployment-automator/bindings';
import { readFile } from '@deployment-automator/manifest-patcher';
import { describe, expect, it } from 'vitest';
import { type ImportFile, type ImportResult, importFolder } from '../../src/import/import-folder.ts';

const foreign: readonly DialectName[] = ['flux-v1', 'flux-v2', 'argocd-image-updater', 'keel'];

function read(files: Readonly<Record<string, string>>): ImportFile[] {
  return Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    return { path, bytes, facts: readFile(path, bytes, wantedKinds(foreign)) };
  });
}

function texts({ files }: ImportResult): Record<string, string> {
  return Object.fromEntries(files.map(({ path, after }) => [path, Buffer.from(after).toString('utf8')]));
}

const deployment = (annotations: string, containers: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
${annotations}
spec:
  template:
    spec:
      containers:
${containers}
`;

const web = '        - name: web\n          image: ghcr.io/acme/web:1.4.0  # keep';
const side = '        - name: side\n          image: ghcr.io/acme/side:2.0.0';

describe('importFolder', () => {
  it('turns the annotations of Flux v1 into ours, byte by byte, and takes them away', () => {
    const before = deployment(
      '    owner: me\n    fluxcd.io/automated: "true"\n    fluxcd.io/tag.web: semver:~1.4',
      web,
    );
    const result = importFolder(read({ 'web.yaml': before }), ['flux-v1']);
    expect(result.refused).toEqual([]);
    const [policy] = /automator\/tag: .*/.exec(texts(result)['web.yaml'] ?? '') ?? [];
    expect(policy).toContain('semver-loose:');
    expect(texts(result)['web.yaml']).toBe(deployment(`    owner: me\n    ${policy}`, web));
    expect(texts(result)['web.yaml']).not.toContain('fluxcd.io');
  });

  it('names the container where a resource has several', () => {
    const before = deployment(
      '    fluxcd.io/automated: "true"\n    fluxcd.io/tag.web: semver:~1.4\n    fluxcd.io/tag.side: glob:2.*',
      `${web}\n${side}`,
    );
    const after = texts(importFolder(read({ 'web.yaml': before }), ['flux-v1']))['web.yaml'] ?? '';
    expect(after).toMatch(/automator\/tag\.web: /);
    expect(after).toMatch(/automator\/tag\.side: newest:built/);
  });

  it('puts a comment in place of a marker of Flux v2', () => {
    const files = {
      'objects.yaml': `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: web, namespace: flux-system}
spec: {image: ghcr.io/acme/web, interval: 1m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: web, namespace: flux-system}
spec:
  imageRepositoryRef: {name: web}
  policy: {semver: {range: ^1.4}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: all, namespace: flux-system}
spec:
  interval: 1m
  sourceRef: {kind: GitRepository, name: x}
  git: {commit: {author: {name: a, email: a@example.org}}}
  update: {path: ./}
`,
      'values.yaml':
        'image:\n  repository: ghcr.io/acme/web\n  tag: 1.4.0 # {"$imagepolicy": "flux-system:web:tag"}\n',
    };
    const result = importFolder(read(files), ['flux-v2']);
    expect(result.refused).toEqual([]);
    expect(texts(result)).toEqual({
      'values.yaml': expect.stringMatching(
        /^image:\n {2}repository: ghcr\.io\/acme\/web\n {2}tag: 1\.4\.0 # automator: semver:\S.*\n$/,
      ),
    });
    expect(result.imported[0]).toMatchObject({ from: expect.stringContaining('$imagepolicy') });
  });

  it('turns the labels of Keel into annotations', () => {
    const before = deployment('    owner: me', web).replace(
      '  annotations:',
      '  labels:\n    keel.sh/policy: minor\n  annotations:',
    );
    const after = texts(importFolder(read({ 'web.yaml': before }), ['keel']))['web.yaml'] ?? '';
    expect(after).not.toContain('keel.sh');
    expect(after).toContain('automator/tag: ');
    expect(after).toContain('# keep');
  });

  it('leaves what has no equivalent as it is, and says so', () => {
    const before = deployment('    fluxcd.io/automated: "true"\n    fluxcd.io/tag.web: regexp:(', web);
    const result = importFolder(read({ 'web.yaml': before }), ['flux-v1']);
    expect(result.files).toEqual([]);
    expect(result.refused).toMatchObject([{ reason: expect.stringContaining('web.yaml:') }]);
  });

  it('changes nothing the second time', () => {
    const before = deployment('    fluxcd.io/automated: "true"', web);
    const after = texts(importFolder(read({ 'web.yaml': before }), foreign));
    expect(importFolder(read(after), foreign)).toEqual({ files: [], imported: [], refused: [] });
  });

  it('changes no binding', () => {
    const before = read({
      'web.yaml': deployment(
        '    fluxcd.io/automated: "true"\n    fluxcd.io/locked: "true"',
        `${web}\n${side}`,
      ),
    });
    const bound = bind(
      before.map(({ facts }) => facts),
      ['flux-v1'],
    ).bindings;
    const after = read(texts(importFolder(before, foreign)));
    const now = bind(
      after.map(({ facts }) => facts),
      ['automator'],
    ).bindings;
    const meaning = ({ field, policy, options }: (typeof now)[number]) => [
      field.id,
      policy.identity,
      options,
    ];
    expect(now.map(meaning)).toEqual(bound.map(meaning));
    expect(now).toHaveLength(2);
  });
});
