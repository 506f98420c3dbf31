import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findPart } from '../parts/find-part.ts';
import { runAutomator } from '../world/automator.ts';
import { deployment } from '../world/manifests.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openWorld, type World } from '../world/world.ts';

const registry = findPart('docker-registry');
const redis = findPart('redis-server');
const parts = registry !== undefined && redis !== undefined ? { registry, redis } : undefined;

const dialects = 'automator,flux-v1,flux-v2,argocd-image-updater,keel';

const fluxObjects = (image: string): string => `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: web, namespace: flux-system}
spec: {image: ${image}, interval: 1m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: bad-range, namespace: flux-system}
spec:
  imageRepositoryRef: {name: web}
  policy: {semver: {range: "not a range"}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: no-policy, namespace: flux-system}
spec: {imageRepositoryRef: [web], policy: 7}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: all, namespace: flux-system}
spec:
  sourceRef: {kind: GitRepository, name: x}
  update: {path: ./flux}
`;

const application = (annotations: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  annotations:
${annotations}
spec:
  source: {repoURL: "https://git.example/config.git", path: argo}
`;

/** What each dialect can be written wrongly, each in a file of its own. */
function malformed(image: string): Record<string, string> {
  const web = `${image}:1.0.0`;
  const annotated = (...annotations: string[]): string => deployment(web, { annotations });
  const marked = (marker: string): string => `image: ${web} # ${marker}\n`;
  return {
    'ours/range.yaml': annotated('automator/tag: semver:not a range'),
    'ours/policy.yaml': annotated('automator/tag: newestt'),
    'ours/key.yaml': annotated('automator/tag: semver:^1', 'automator/holdd: "true"'),
    'ours/value.yaml': annotated('automator/tag: semver:^1', 'automator/min-age: soon'),
    'ours/filter.yaml': annotated('automator/tag: numeric', "automator/filter: 'regex:('"),
    'ours/container.yaml': annotated('automator/tag.nobody: semver:^1'),
    'ours/values.yaml': marked('automator: semver:^1 on-revert=maybe'),
    'flux/v1-pattern.yaml': annotated('fluxcd.io/automated: "true"', 'fluxcd.io/tag.web: "regexp:("'),
    'flux/v1-range.yaml': annotated('fluxcd.io/automated: "true"', 'fluxcd.io/tag.web: semver:x.y'),
    'flux/v1-boolean.yaml': annotated('fluxcd.io/automated: true'),
    'flux/objects.yaml': fluxObjects(image),
    'flux/range.yaml': marked('{"$imagepolicy": "flux-system:bad-range"}'),
    'flux/object.yaml': marked('{"$imagepolicy": "flux-system:no-policy"}'),
    'flux/unknown.yaml': marked('{"$imagepolicy": "flux-system:nobody"}'),
    'flux/json.yaml': marked('{"$imagepolicy": flux-system:web}'),
    'argo/kustomization.yaml': `images:\n  - name: ${image}\n    newTag: 1.0.0\n`,
    'argo/app.yaml': application(
      `    argocd-image-updater.argoproj.io/image-list: web=${image}:>=bogus\n    argocd-image-updater.argoproj.io/write-back-method: git\n    argocd-image-updater.argoproj.io/write-back-target: kustomization`,
    ),
    'argo/cr.yaml':
      'apiVersion: argocd-image-updater.argoproj.io/v1alpha1\nkind: ImageUpdater\nmetadata: {name: all}\nspec: {applicationRefs: yes}\n',
    'keel/policy.yaml': annotated('keel.sh/policy: sometimes'),
    'keel/glob.yaml': annotated('keel.sh/policy: "regexp:("'),
  };
}

describe.runIf(parts !== undefined)('what is written wrongly', () => {
  let world: World;
  afterEach(() => world.close());

  test('is named by file, line and code in every dialect, moves nothing, and stops nothing else', async () => {
    if (parts === undefined) throw new Error('the real parts are missing');
    let bad: Record<string, string> = {};
    world = await openWorld({
      mode: 'embedded',
      parts,
      repoOptions: ['writeBack: commit', `dialects: [${dialects}]`],
      files: (host) => {
        bad = malformed(`${host}/acme/web`);
        return {
          ...bad,
          'good.yaml': deployment(`${host}/acme/web:1.0.0`, { annotations: ['automator/tag: semver:^1'] }),
        };
      },
    });
    for (const tag of ['1.0.0', '1.1.0']) await world.registry.push('acme/web', tag);

    const folder = join(world.folder, 'validate');
    for (const [path, text] of Object.entries(bad)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { code, stdout } = await runAutomator(['validate', folder, '--dialects', dialects, '--json']);
    expect(code).toBe(2);
    const said: { file: string; line: number; code: string; message: string }[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // What an object says wrongly is said at the object, not at each marker that names it.
    const blameless = ['argo/kustomization.yaml', 'flux/range.yaml', 'flux/object.yaml'];
    expect([...new Set(said.map(({ file }) => file))].sort()).toEqual(
      Object.keys(bad)
        .filter((file) => !blameless.includes(file))
        .sort(),
    );
    for (const finding of said) {
      expect(finding).toEqual({
        file: expect.any(String),
        line: expect.any(Number),
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.stringMatching(/.{20}/),
      });
      expect(finding.line).toBeGreaterThan(0);
    }

    await world.start();
    await waitUntil('the good one is updated', async () =>
      (await world.file('good.yaml')).includes('web:1.1.0'),
    );
    await world.stop('SIGTERM');
    for (const [path, text] of Object.entries(bad)) expect(await world.file(path)).toBe(text);
  });
});
