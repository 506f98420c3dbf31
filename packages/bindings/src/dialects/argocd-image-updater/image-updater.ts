import type { FileFacts } from '@deployment-automator/manifest-patcher';
import { matchesLabels } from '../../resource-body/label-selector.ts';
import { below, itemsOf, rootSpot, type Spot, textOf } from '../../resource-body/spot.ts';
import type { Application } from './application.ts';
import { matchesGlob } from './glob.ts';
import type { Fault, ImageSettings, Settings } from './settings.ts';

/** One entry of an ImageUpdater's `applicationRefs`. */
export interface ApplicationRef {
  readonly updater: Spot;
  readonly at: Spot;
}

/** Every ImageUpdater in the files, in their order. */
export function imageUpdatersIn(facts: readonly FileFacts[]): readonly Spot[] {
  return facts.flatMap(({ resources }) =>
    resources
      .filter(({ kind, apiVersion, body }) => {
        const ours = kind === 'ImageUpdater' && apiVersion.startsWith('argocd-image-updater.argoproj.io/');
        return ours && body !== undefined;
      })
      .map(rootSpot),
  );
}

/** What an ImageUpdater says that comes to nothing here. */
export function idleRefs(updater: Spot, applications: readonly Application[]): readonly Fault[] {
  const refs = below(updater, 'spec', 'applicationRefs');
  if (itemsOf(refs).length === 0) {
    return [
      {
        code: 'bad-resource',
        message: 'spec.applicationRefs lists nothing; name the Applications in it',
        at: refs,
      },
    ];
  }
  const near = applications.filter((application) => sameNamespace(application, updater));
  return itemsOf(refs)
    .filter((ref) => !near.some((application) => selects(ref, application)))
    .map((ref) => {
      const pattern = JSON.stringify(below(ref, 'namePattern').value ?? null);
      const message = `no Application in this repo is selected by namePattern ${pattern} and its labels; correct them, or add the Application's manifest`;
      return { code: 'unresolved', message, at: ref };
    });
}

/** The entry that selects an Application: of those that match, the most specific; of equal ones the first. */
export function refFor(application: Application, updater: Spot): ApplicationRef | undefined {
  if (!sameNamespace(application, updater)) return undefined;
  const [best] = itemsOf(below(updater, 'spec', 'applicationRefs'))
    .filter((ref) => selects(ref, application))
    .toSorted((a, b) => specificity(b) - specificity(a));
  return best === undefined ? undefined : { updater, at: best };
}

export function usesAnnotations({ at }: ApplicationRef): boolean {
  return below(at, 'useAnnotations').value === true;
}

/** What an ImageUpdater says of an Application: of each setting the most specific of its three levels. */
export function readImageUpdater({ updater, at }: ApplicationRef): Settings {
  const spec = below(updater, 'spec');
  const entries = itemsOf(below(at, 'images'));
  const writeBack = (...keys: readonly string[]) =>
    firstWritten([at, spec].map((level) => below(level, 'writeBackConfig', ...keys)));
  const method = writeBack('method');
  const target = writeBack('gitConfig', 'writeBackTarget');
  const branch = writeBack('gitConfig', 'branch');
  const pullRequest = writeBack('gitConfig', 'pullRequest');
  return {
    images: entries.flatMap((entry) => imageSettings(entry, [entry, at, spec])),
    ...(method && { method }),
    ...(target && { target }),
    ...(branch && { branch }),
    ...(pullRequest && { pullRequest }),
    faults: entries.flatMap((entry) => entryFaults(entry, [entry, at, spec])),
  };
}

function imageSettings(entry: Spot, levels: readonly Spot[]): readonly ImageSettings[] {
  const identifier = textOf(below(entry, 'imageName'));
  const alias = textOf(below(entry, 'alias'));
  if (identifier === undefined || alias === undefined) return [];
  const settings = {
    updateStrategy: update(levels, 'updateStrategy'),
    allowTags: update(levels, 'allowTags'),
    ignoreTags: update(levels, 'ignoreTags'),
    platforms: update(levels, 'platforms'),
    kustomizeName: target(entry, 'kustomize', 'name'),
    helmName: target(entry, 'helm', 'name'),
    helmTag: target(entry, 'helm', 'tag'),
    helmSpec: target(entry, 'helm', 'spec'),
  };
  const written = Object.entries(settings).filter(([, spot]) => spot !== undefined);
  return [{ alias, identifier, writtenAt: below(entry, 'imageName'), ...Object.fromEntries(written) }];
}

function entryFaults(entry: Spot, levels: readonly Spot[]): readonly Fault[] {
  const alias = textOf(below(entry, 'alias'));
  if (alias === undefined || textOf(below(entry, 'imageName')) === undefined) {
    return [{ code: 'bad-resource', message: 'an image needs alias and imageName; write both', at: entry }];
  }
  if (below(entry, 'manifestTargets', 'plugin').value !== undefined) {
    const message = `${alias}: the variables of a plugin cannot be updated; write the tag into a kustomization or a values file`;
    return [{ code: 'no-equivalent', message, at: below(entry, 'manifestTargets', 'plugin'), alias }];
  }
  const verification = levels.map((level) => below(level, 'imagesVerification'));
  const asked = verification.find((spot) => spot.value !== undefined);
  const enabled = firstWritten(verification.map((spot) => below(spot, 'enabled')));
  if (asked === undefined || enabled?.value === false) return [];
  const message = `${alias}: signatures are not verified here, so the image is left alone; take imagesVerification away to have it updated`;
  return [{ code: 'no-equivalent', message, at: asked, alias }];
}

function update(levels: readonly Spot[], key: string): Spot | undefined {
  return firstWritten(levels.map((level) => below(level, 'commonUpdateSettings', key)));
}

function target(entry: Spot, ...keys: readonly string[]): Spot | undefined {
  return firstWritten([below(entry, 'manifestTargets', ...keys)]);
}

function firstWritten(spots: readonly Spot[]): Spot | undefined {
  return spots.find(({ value }) => value !== undefined && value !== null);
}

function sameNamespace({ namespace }: Application, updater: Spot): boolean {
  const own = textOf(below(updater, 'spec', 'namespace')) ?? updater.resource.namespace;
  return own === undefined || namespace === undefined || own === namespace;
}

function selects(ref: Spot, { name, labels }: Application): boolean {
  const pattern = textOf(below(ref, 'namePattern'));
  if (pattern === undefined || !matchesGlob(pattern, name)) return false;
  return matchesLabels(below(ref, 'labelSelectors'), labels);
}

const exactName = 1_000_000;
const selector = 1_000;

function specificity(ref: Spot): number {
  const pattern = textOf(below(ref, 'namePattern')) ?? '';
  const isExact = !/[*?[\\]/.test(pattern);
  const literal = isExact ? exactName : pattern.replace(/[*?]|\[[^\]]*\]/g, '').length;
  return literal + (below(ref, 'labelSelectors').value === undefined ? 0 : selector);
}
