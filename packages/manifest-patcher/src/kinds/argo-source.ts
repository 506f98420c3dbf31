import type { Cursor } from '../tree/cursor.ts';
import { composeReference } from './compose-reference.ts';
import type { Findings, FoundSlot } from './found-image.ts';
import { looksLikeImage } from './looks-like-image.ts';

/**
 * The images of an Argo CD source, wherever it stands: in an Application, the template of an ApplicationSet, or the
 * parameters in a `.argocd-source-*.yaml`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/
 */
export function readArgoSource(at: Cursor, findings: Findings): void {
  if (at.key === 'images' && at.parent?.key === 'kustomize') readKustomizeImages(at, findings);
  if (at.key === 'parameters' && at.parent?.key === 'helm') readHelmParameters(at, findings);
}

/** `[OLD=]NAME[:TAG][@DIGEST]`, as `kustomize edit set image` takes it. */
function readKustomizeImages(images: Cursor, findings: Findings): void {
  for (const at of images.children()) {
    const [, prefix = '', text = ''] = /^([^=]*=)?(.*)$/s.exec(at.string ?? '') ?? [];
    if (!looksLikeImage(text)) continue;
    const renamed = (prefix.slice(0, -1) || text).replace(/[:@][^/]*$/, '');
    const name = renamed.slice(renamed.lastIndexOf('/') + 1);
    findings.image({ slots: [{ role: 'reference', at, ...(prefix === '' ? {} : { prefix }) }], name });
  }
}

/** `{name: web.image.tag, value: 1.2}`: the names are the dotted paths of values. */
function readHelmParameters(parameters: Cursor, findings: Findings): void {
  const groups = new Map<string, Map<string, Cursor>>();
  for (const entry of parameters.children()) {
    const [, path = '', key = ''] = /^(?:(.+)\.)?([^.]+)$/.exec(entry.get('name')?.scalar ?? '') ?? [];
    const value = entry.get('value');
    if (key === '' || value?.scalar === undefined) continue;
    const group = groups.get(path) ?? new Map<string, Cursor>();
    groups.set(path, group.set(key, value));
  }
  for (const [path, values] of groups) {
    for (const { slots, name } of parameterImages(path, values)) {
      const parts = slots.map(({ role, at }) => ({ role, text: at.scalar ?? '' }));
      if (looksLikeImage(composeReference(parts))) findings.image({ slots, name });
    }
  }
}

function* parameterImages(
  path: string,
  values: ReadonlyMap<string, Cursor>,
): Generator<{ readonly slots: readonly FoundSlot[]; readonly name: string }> {
  const slot = (role: FoundSlot['role'], ...keys: readonly string[]): readonly FoundSlot[] => {
    const at = keys.map((key) => values.get(key)).find((value) => value !== undefined);
    return at === undefined ? [] : [{ role, at }];
  };
  const isImage = path === 'image' || /(?:\.i|I)mage$/.test(path);
  const names = isImage ? slot('repository', 'repository', 'name') : slot('repository', 'repository');
  const version = [...slot('tag', 'tag'), ...slot('digest', 'digest')];
  if (names.length > 0 && version.length > 0) {
    yield { slots: [...slot('registry', 'registry'), ...names, ...version], name: path };
  }
  const image = values.get('image');
  if (image !== undefined) {
    yield { slots: [{ role: 'reference', at: image }], name: path === '' ? 'image' : `${path}.image` };
  }
}
