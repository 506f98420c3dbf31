import type { FileFacts } from '@deployment-automator/manifest-patcher';
import type { BindingTable } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import { placeOf, type Spot } from '../../resource-body/spot.ts';
import { type Application, applicationKinds, applicationsIn } from './application.ts';
import { govern } from './govern.ts';
import {
  type ApplicationRef,
  idleRefs,
  imageUpdatersIn,
  readImageUpdater,
  refFor,
  usesAnnotations,
} from './image-updater.ts';
import { readAnnotations } from './read-annotations.ts';

/**
 * Argo CD Image Updater: the annotations of Applications (its versions before 1.0, and later where `useAnnotations`
 * says so) and the `ImageUpdater` resource. What it writes back to is looked for in this repo.
 *
 * @see https://argocd-image-updater.readthedocs.io/en/stable/
 */
export const argocdImageUpdaterDialect: Dialect = {
  name: 'argocd-image-updater',
  wantedKinds: [...applicationKinds, 'ImageUpdater'],
  claims: (facts) => {
    const updaters = imageUpdatersIn(facts);
    const files = new Map(facts.map((file) => [file.path, file]));
    const applications = applicationsIn(facts);
    const tables = applications.map((application) => claimsFor(application, updaters, files));
    const idle = updaters.flatMap((updater) => idleRefs(updater, applications));
    return {
      bindings: tables.flatMap(({ bindings }) => bindings),
      problems: [
        ...tables.flatMap(({ problems }) => problems),
        ...idle.map(({ code, message, at }) => ({ code, message, place: placeOf(at), fields: [] })),
      ],
    };
  },
};

function claimsFor(
  application: Application,
  updaters: readonly Spot[],
  files: ReadonlyMap<string, FileFacts>,
): BindingTable {
  const refs = updaters.flatMap((updater) => refFor(application, updater) ?? []);
  const tables = (refs.length > 0 ? refs : [undefined]).map((ref) => claimsOf(application, ref, files));
  const [first, second] = refs;
  if (first === undefined || second === undefined) return tables[0] ?? nothing;

  const fields = tables.flatMap((table) => [
    ...table.bindings.map(({ field }) => field.id),
    ...table.problems.flatMap((problem) => problem.fields),
  ]);
  const other = placeOf(first.at);
  const message = `${application.name} is selected here and at ${other.file}:${other.line}, and the two would overwrite each other; let only one ImageUpdater select it`;
  const conflict = {
    code: 'conflict',
    message,
    place: placeOf(second.at),
    fields: [...new Set(fields)],
  } as const;
  return { bindings: [], problems: [...tables.flatMap(({ problems }) => problems), conflict] };
}

function claimsOf(
  application: Application,
  ref: ApplicationRef | undefined,
  files: ReadonlyMap<string, FileFacts>,
): BindingTable {
  const fromAnnotations = ref === undefined || usesAnnotations(ref);
  const settings = fromAnnotations ? readAnnotations(application) : readImageUpdater(ref);
  return settings === undefined ? nothing : govern(application, settings, files);
}

const nothing: BindingTable = { bindings: [], problems: [] };
