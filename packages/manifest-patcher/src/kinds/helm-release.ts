import type { Cursor } from '../tree/cursor.ts';
import type { Findings, FoundSlot } from './found-image.ts';
import { referenceIn } from './image-shapes.ts';

/**
 * The images of a Flux v1 HelmRelease that its annotations map: `repository.fluxcd.io/<alias>: path.to.it` and, where
 * they are values of their own, `registry.fluxcd.io/<alias>` and `tag.fluxcd.io/<alias>`. Paths go from `spec.values`;
 * the alias is the image's name. A mapping that leads nowhere is no image.
 *
 * @see https://fluxcd.io/legacy/helm-operator/references/helmrelease-custom-resource/
 */
export function readMappedImages(release: Cursor, findings: Findings): void {
  const annotations = release.at(['metadata', 'annotations']);
  const values = release.at(['spec', 'values']);
  const mapped = (part: string, alias: string): FoundSlot['at'] | undefined | null => {
    const path = annotations?.get(`${part}.fluxcd.io/${alias}`)?.string;
    return path === undefined ? null : valueAt(values, path);
  };
  for (const { key } of annotations?.children() ?? []) {
    const alias = /^repository\.fluxcd\.io\/(.+)$/.exec(String(key))?.[1];
    if (alias === undefined) continue;
    const [registry, repository, tag] = ['registry', 'repository', 'tag'].map((part) => mapped(part, alias));
    // What an annotation maps and the values do not have is a mistake, which the other parts alone would hide.
    if (registry === undefined || tag === undefined || !repository) continue;
    findings.image({ slots: slotsOf(registry, repository, tag), name: alias });
  }
}

function slotsOf(registry: Cursor | null, repository: Cursor, tag: Cursor | null): readonly FoundSlot[] {
  if (tag === null) return [referenceIn(repository, registry ?? undefined)];
  const names: readonly FoundSlot[] = [
    { role: 'repository', at: repository },
    { role: 'tag', at: tag },
  ];
  return registry === null ? names : [{ role: 'registry', at: registry }, ...names];
}

function valueAt(values: Cursor | undefined, path: string): Cursor | undefined {
  const at = values?.at(path.split('.'));
  return at?.scalar !== undefined || at?.isAlias === true ? at : undefined;
}
