import type { BindingProblem } from '@deployment-automator/bindings';
import { imageName, printVersion } from '@deployment-automator/image-reference';
import type { ImageField } from '@deployment-automator/manifest-patcher';
import type { KnownListings, RepoView, Standing } from './standing.ts';

/** The fields that somebody wanted to be bound and that are not, because what is written there is wrong. */
export function standUnbound(view: RepoView, listings: KnownListings): Standing[] {
  const { files, table } = view.snapshot;
  const first = new Map<string, BindingProblem>();
  for (const problem of table.problems) {
    // What its owner has switched off is no mistake.
    if (problem.code === 'suspended') continue;
    for (const id of problem.fields) if (!first.has(id)) first.set(id, problem);
  }
  if (first.size === 0) return [];
  const fields = [...files.values()].flatMap(({ facts }) => [...facts.fields, ...(facts.openFields ?? [])]);
  return fields.flatMap((field) => {
    const problem = first.get(field.id);
    return problem === undefined ? [] : stand(field, problem, view, listings);
  });
}

function stand(
  { id, place, image }: ImageField,
  problem: BindingProblem,
  { name, branch, writeBack }: RepoView,
  { nameOf }: KnownListings,
): Standing[] {
  if (image === undefined) return [];
  const hasVersion = image.tag !== undefined || image.digest !== undefined;
  const { file, line } = problem.place;
  return [
    {
      configRepo: name,
      branch,
      id,
      image: nameOf(imageName(image)),
      place,
      current: hasVersion ? printVersion(image) : null,
      chosen: null,
      state: 'conflict',
      code: problem.code,
      reason: `${problem.message} (${file}:${line}); until that is mended the field is left alone`,
      since: undefined,
      delivery: writeBack,
      pull: undefined,
      by: { problem },
    },
  ];
}
