import {
  type FileFacts,
  type ImageField,
  idBelow,
  type Note,
  type Resource,
} from '@deployment-automator/manifest-patcher';
import type { Binding, BindingTable, Hold, Source } from '../../binding.ts';
import type { BindingProblem, BindingProblemCode } from '../../problem.ts';
import { chartContainers } from './chart-containers.ts';
import { checkNotes } from './check-notes.ts';
import { type Container, isFault } from './container.ts';
import { filteredContainers, noteOf, type PolicyNotes, policyNotes } from './policy-notes.ts';
import { readPattern } from './read-pattern.ts';
import { workloadContainers } from './workload-containers.ts';

/** What the annotations of one resource say to Flux v1. */
export function readResource(resource: Resource, notes: readonly Note[], file: FileFacts): BindingTable {
  const said = policyNotes(notes);
  const all = file.fields.filter(({ owner }) => owner === resource.id).map(({ id }) => id);
  const only = (note: Note, code: BindingProblemCode, message: string, fields: readonly string[]) => ({
    bindings: [],
    problems: [problemAt(note, code, message, fields)],
  });

  const faults = checkNotes(notes);
  if (faults.length > 0) {
    const problems = faults.map(({ note, code, message }) => problemAt(note, code, message, all));
    return { bindings: [], problems };
  }
  const filtered = filteredContainers(said);
  const leading =
    noteOf(said, 'automated') ?? filtered.flatMap((name) => noteOf(said, `tag.${name}`) ?? [])[0];
  // Without these it is a word to the synchronizer, as `ignore` on a Secret, or to nobody.
  if (leading === undefined) return nothing;
  if (noteOf(said, 'automated')?.value !== 'true') return only(leading, 'suspended', notAutomated, []);

  const containers =
    resource.kind === 'HelmRelease'
      ? chartContainers(resource, file, notes)
      : workloadContainers(resource, file);
  if (containers === undefined) {
    return only(leading, 'no-image-field', `Flux v1 does not look for images in a ${resource.kind}`, []);
  }
  if (containers.length === 0) {
    return only(leading, 'no-image-field', 'Flux v1 finds no image in this resource', []);
  }

  const bindings: Binding[] = [];
  const problems = unknownContainers(said, filtered, containers);
  const blocked = problems.length > 0;
  for (const container of containers) {
    const pattern = noteOf(said, `tag.${container.name}`);
    const at = pattern ?? leading;
    const { field } = container;
    if (isFault(field)) {
      problems.push(problemAt(at, field.code, field.message, field.fields));
      continue;
    }
    const policy = readPattern(pattern?.value);
    if ('code' in policy) problems.push(problemAt(at, policy.code, policy.message, [field.id]));
    else if (field.refusal !== undefined) {
      const message = `the image of ${container.name} cannot be updated: ${field.refusal.reason}`;
      problems.push(problemAt(at, 'not-editable', message, [field.id]));
    } else if (!blocked || pattern !== undefined) {
      const hold = holdIn(said);
      bindings.push({
        field,
        policy,
        options: hold === undefined ? {} : { hold },
        dialect: 'flux-v1',
        writtenAt: at.place,
        sources: sourcesOf(said, container, resource),
      });
    }
  }
  return { bindings, problems };
}

const nothing: BindingTable = { bindings: [], problems: [] };

const notAutomated =
  'Flux v1 updates nothing here without fluxcd.io/automated: "true"; write that, or take the annotations away';

/** A pattern for a container that is not there was meant for another one, so those without their own stay as they are. */
function unknownContainers(
  said: PolicyNotes,
  filtered: readonly string[],
  containers: readonly Container[],
): BindingProblem[] {
  const names = containers.map(({ name }) => name);
  const open = containers
    .filter(({ name }) => !filtered.includes(name))
    .flatMap(({ field }) => (isFault(field) ? [] : [field.id]));
  return filtered.flatMap((name) => {
    const note = noteOf(said, `tag.${name}`);
    if (note === undefined || names.includes(name)) return [];
    const message = `there is no container "${name}" here; there are ${names.join(', ')}`;
    return [problemAt(note, 'unknown-container', message, open)];
  });
}

function holdIn(said: PolicyNotes): Hold | undefined {
  if (noteOf(said, 'locked')?.value === 'true') {
    const by = noteOf(said, 'locked_user')?.value;
    const reason = noteOf(said, 'locked_msg')?.value ?? 'locked by an annotation';
    return by === undefined ? { reason } : { reason, by };
  }
  return noteOf(said, 'ignore')?.value === 'true' ? { reason: 'ignored by an annotation' } : undefined;
}

function sourcesOf(said: PolicyNotes, { name, mappedBy }: Container, resource: Resource): readonly Source[] {
  const policies = ['automated', `tag.${name}`, 'locked', 'locked_user', 'locked_msg', 'ignore'];
  return [...policies.flatMap((policy) => said.get(policy) ?? []), ...mappedBy].map((note) => ({
    kind: 'annotation',
    id: idBelow(resource.id, 'metadata', 'annotations', note.key),
    place: note.place,
    text: `${note.key}: ${JSON.stringify(note.value)}`,
  }));
}

function problemAt(
  { key, place }: Note,
  code: BindingProblemCode,
  message: string,
  fields: readonly ImageField['id'][],
): BindingProblem {
  return { code, message: `${key}: ${message}`, place, fields };
}
