import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

const prefix = 'argocd-image-updater.argoproj.io';

/** An Application as its owner wrote it for the tool. */
function application(name: string, annotations: Readonly<Record<string, string>>): string {
  const lines = Object.entries(annotations).map(([key, value]) => `    ${prefix}/${key}: ${value}`);
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
${lines.length === 0 ? '' : `  annotations:\n${lines.join('\n')}\n`}spec:
  project: default
  source:
    repoURL: https://git.example.com/acme/config.git   # this repo
    path: apps/${name}
    targetRevision: HEAD
  destination: {server: https://kubernetes.default.svc, namespace: ${name}}
`;
}

const kustomization = (image: string, tag: string): string => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml

images:
  - name: ${image}   # moved by the tool
    newTag: ${tag}
`;

const values = (image: string, tag: string): string => `replicas: 2

image:
    repository: ${image}
    tag: "${tag}"   # quoted

service: {port: 80}
`;

const parameters = (image: string, tag: string): string => `helm:
  parameters:
  - forcestring: true
    name: image.name
    value: ${image}
  - forcestring: true
    name: image.tag
    value: ${tag}
`;

const images = (reference: string): string => `kustomize:\n  images:\n  - ${reference}\n`;

const updater = (image: string): string => `apiVersion: argocd-image-updater.argoproj.io/v1alpha1
kind: ImageUpdater
metadata: {name: all, namespace: argocd}
spec:
  commonUpdateSettings: {updateStrategy: semver, ignoreTags: ["*-dev"]}
  writeBackConfig:
    method: git
    gitConfig: {writeBackTarget: "helmvalues:values.yaml"}
  applicationRefs:
    - namePattern: "pay*"
      images:
        - alias: pay
          imageName: "${image}"
          commonUpdateSettings: {updateStrategy: alphabetical, allowTags: "regexp:^r[0-9]+"}
          manifestTargets: {helm: {name: image.repository, tag: image.tag}}
`;

describe.runIf(parts !== undefined)('a repository written for Argo CD Image Updater', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (files: (host: string) => Readonly<Record<string, string>>): Promise<World> => {
    if (parts === undefined) throw new Error('the real parts are missing');
    const repoOptions = ['writeBack: commit', 'dialects: [argocd-image-updater]'];
    world = await openWorld({ mode: 'embedded', parts, repoOptions, files });
    return world;
  };
  const reaches = (path: string, text: string) =>
    waitUntil(`${path} with ${text}`, async () => (await world.file(path)).includes(text));

  test('is updated, unchanged, to what the tool would choose, in each of its targets', async () => {
    const git = { 'write-back-method': 'git' };
    await open((host) => ({
      // The kustomization: semver with a constraint.
      'argocd/web.yaml': application('web', {
        'image-list': `web=${host}/acme/web:~1.2`,
        'web.update-strategy': 'semver',
        ...git,
        'write-back-target': 'kustomization',
      }),
      'apps/web/kustomization.yaml': kustomization(`${host}/acme/web`, '1.2.0'),
      // A values file: filtered tags; the default strategy.
      'argocd/shop.yaml': application('shop', {
        'image-list': `shop=${host}/acme/shop:1.x-0`,
        'shop.allow-tags': String.raw`regexp:^[0-9.]+(-rc\.[0-9]+)?$`,
        'shop.ignore-tags': '1.9.*',
        'shop.helm.image-name': 'image.repository',
        'shop.helm.image-tag': 'image.tag',
        ...git,
        'write-back-target': 'helmvalues',
      }),
      'apps/shop/values.yaml': values(`${host}/acme/shop`, '1.0.0'),
      // .argocd-source with Helm parameters: no constraint, so every release and no pre-release.
      'argocd/api.yaml': application('api', { 'image-list': `api=${host}/acme/api`, ...git }),
      'apps/api/.argocd-source-api.yaml': parameters(`${host}/acme/api`, '1.9.0'),
      // .argocd-source with Kustomize images: the newest by build time, not by push or name.
      'argocd/jobs.yaml': application('jobs', {
        'image-list': `jobs=${host}/acme/jobs`,
        'jobs.update-strategy': 'newest-build',
        'jobs.allow-tags': 'regexp:^main-',
        ...git,
      }),
      'apps/jobs/.argocd-source-jobs.yaml': images(`${host}/acme/jobs:main-1111111`),
      // The resource: three levels of settings.
      'argocd/pay.yaml': application('pay', {}),
      'argocd/updater.yaml': updater(`${host}/acme/pay`),
      'apps/pay/values.yaml': values(`${host}/acme/pay`, 'r1'),
    }));
    const push = async (name: string, tags: readonly string[]) => {
      for (const tag of tags) await world.registry.push(`acme/${name}`, tag);
    };
    await push('web', ['1.2.0', '1.2.9', '1.2.10', '1.2.11-rc.1', '1.3.0', 'latest']);
    await push('shop', ['1.0.0', '1.4.0-rc.9', '1.4.0-rc.10', '1.9.0', '1.5.0-alpine', '2.0.0']);
    await push('api', ['1.9.0', 'v1.10.0', '2.0.0-rc.1', 'main']);
    await push('pay', ['r1', 'r10', 'r9', 'r95-dev', 'x99']);
    const built = [
      ['main-1111111', '2026-01-01T00:00:00Z'],
      ['main-3333333', '2026-01-03T00:00:00Z'],
      ['main-2222222', '2026-01-02T00:00:00Z'],
      ['dev-4444444', '2026-01-04T00:00:00Z'],
    ] as const;
    for (const [tag, created] of built) await world.registry.push('acme/jobs', tag, { created });

    await world.start();
    await reaches('apps/web/kustomization.yaml', '1.2.10');
    await reaches('apps/shop/values.yaml', '1.4.0-rc.10');
    await reaches('apps/api/.argocd-source-api.yaml', 'v1.10.0');
    await reaches('apps/jobs/.argocd-source-jobs.yaml', 'main-3333333');
    await reaches('apps/pay/values.yaml', 'r9');
    await world.stop('SIGTERM');

    const host = world.registry.host;
    expect(await world.file('apps/web/kustomization.yaml')).toBe(kustomization(`${host}/acme/web`, '1.2.10'));
    expect(await world.file('apps/shop/values.yaml')).toBe(values(`${host}/acme/shop`, '1.4.0-rc.10'));
    expect(await world.file('apps/api/.argocd-source-api.yaml')).toBe(
      parameters(`${host}/acme/api`, 'v1.10.0'),
    );
    expect(await world.file('apps/jobs/.argocd-source-jobs.yaml')).toBe(
      images(`${host}/acme/jobs:main-3333333`),
    );
    expect(await world.file('apps/pay/values.yaml')).toBe(values(`${host}/acme/pay`, 'r9'));
  });

  test('follows a tag by its digest in the Application itself', async () => {
    const annotate = (host: string) =>
      application('web', { 'image-list': `web=${host}/acme/web:main`, 'web.update-strategy': 'digest' });
    const withImage = (host: string, version: string) =>
      annotate(host).replace(
        '    targetRevision: HEAD\n',
        `    targetRevision: HEAD\n    kustomize:\n      images: ["${host}/acme/web:${version}"]\n`,
      );
    await open((host) => ({ 'argocd/web.yaml': withImage(host, 'main') }));
    const first = await world.registry.push('acme/web', 'main', { created: '2026-01-01T00:00:00Z' });
    await world.start();
    await reaches('argocd/web.yaml', first);
    const second = await world.registry.push('acme/web', 'main', { created: '2026-01-02T00:00:00Z' });
    await reaches('argocd/web.yaml', second);
    await world.stop('SIGTERM');
    expect(await world.file('argocd/web.yaml')).toBe(withImage(world.registry.host, `main@${second}`));
  });

  test('differs on purpose: never down, nothing by an invalid pattern, nothing inserted', async () => {
    const git = { 'write-back-method': 'git', 'write-back-target': 'kustomization' };
    await open((host) => ({
      'argocd/down.yaml': application('down', { 'image-list': `d=${host}/acme/web:1.x`, ...git }),
      'apps/down/kustomization.yaml': kustomization(`${host}/acme/web`, '2.0.0'),
      'argocd/pattern.yaml': application('pattern', {
        'image-list': `p=${host}/acme/web:1.x`,
        'p.allow-tags': 'regexp:1.(',
        ...git,
      }),
      'apps/pattern/kustomization.yaml': kustomization(`${host}/acme/web`, '1.0.0'),
      'argocd/missing.yaml': application('missing', { 'image-list': `m=${host}/acme/web:1.x`, ...git }),
      'apps/missing/kustomization.yaml': 'resources: [deployment.yaml]\n',
      'argocd/good.yaml': application('good', { 'image-list': `g=${host}/acme/web:1.x`, ...git }),
      'apps/good/kustomization.yaml': kustomization(`${host}/acme/web`, '1.0.0'),
    }));
    for (const tag of ['1.0.0', '1.1.0', '2.0.0']) await world.registry.push('acme/web', tag);
    const paths = ['down', 'pattern', 'missing'].map((name) => `apps/${name}/kustomization.yaml`);
    const before = await Promise.all(paths.map(world.file));
    await world.start();
    await reaches('apps/good/kustomization.yaml', '1.1.0');
    await world.stop('SIGTERM');
    expect(await Promise.all(paths.map(world.file))).toEqual(before);
    expect(await world.subjects()).toHaveLength(2);
  });
});
