import type { Note } from '@deployment-automator/manifest-patcher';
import type { ChartImage } from './chart-images.ts';

/** An image in a chart's values that annotations point to, and those annotations. */
export interface MappedImage {
  readonly image: ChartImage;
  readonly notes: readonly Note[];
}

const parts = ['repository', 'registry', 'tag'] as const;
type Part = (typeof parts)[number];

/** `repository.fluxcd.io/<name>` with `registry.` and `tag.`: dotted paths below `spec.values`. */
export function mappedImages(notes: readonly Note[]): readonly (MappedImage | Note)[] {
  const byName = new Map<string, Map<Part, Note>>();
  for (const note of notes) {
    for (const part of parts) {
      const prefix = `${part}.fluxcd.io/`;
      if (!note.key.startsWith(prefix)) continue;
      const name = note.key.slice(prefix.length);
      byName.set(name, (byName.get(name) ?? new Map<Part, Note>()).set(part, note));
    }
  }
  return [...byName].flatMap(([name, said]): readonly (MappedImage | Note)[] => {
    const path = (part: Part): readonly string[] | undefined => said.get(part)?.value.split('.');
    const repository = path('repository');
    if (repository === undefined) return [...said.values()];
    const registry = path('registry');
    const tag = path('tag');
    const image = { name, repository, ...(registry && { registry }), ...(tag && { tag }) };
    return [{ image, notes: [...said.values()] }];
  });
}

/** Whether it is an annotation that points to nothing, because the one for the repository is missing. */
export function isStray(mapped: MappedImage | Note): mapped is Note {
  return 'key' in mapped;
}
