import {
  type FileFacts,
  type ImageField,
  type Note,
  printFieldId,
  type Resource,
} from '@deployment-automator/manifest-patcher';
import type { Binding, BindingTable, Source } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import type { BindingProblem } from '../../problem.ts';
import { tryPolicy } from '../../try-policy.ts';
import { governedFields, watchedKinds } from './governed-fields.ts';
import { type KeelFault, sayKeelPolicy } from './keel-policy.ts';
import { readSettings, type Settings } from './read-settings.ts';

/**
 * Keel's `keel.sh/` annotations and labels on the workloads that it watches.
 *
 * @see https://keel.sh/docs/#policies
 */
export const keelDialect: Dialect = {
  name: 'keel',
  wantedKinds: [],
  claims: (facts) => {
    const tables = facts.flatMap((file) =>
      [...notesByResource(file)].map(([id, notes]) => readResource(file, id, notes)),
    );
    return {
      bindings: tables.flatMap(({ bindings }) => bindings),
      problems: tables.flatMap(({ problems }) => problems),
    };
  },
};

function notesByResource({ notes }: FileFacts): ReadonlyMap<string, readonly Note[]> {
  const byResource = new Map<string, Note[]>();
  for (const note of notes) {
    if (!note.key.startsWith('keel.sh/') || note.source === 'comment' || note.on === undefined) continue;
    const known = byResource.get(note.on);
    if (known === undefined) byResource.set(note.on, [note]);
    else known.push(note);
  }
  return byResource;
}

function readResource(file: FileFacts, id: string, notes: readonly Note[]): BindingTable {
  const { settings, faults } = readSettings(notes);
  const owned = file.fields.filter(({ owner }) => owner === id);
  const all = owned.map((field) => field.id);
  const problems = faults.map(({ note, code, message }) =>
    problemAt(note, { code, message }, code === 'bad-value' ? all : []),
  );
  // What Keel is told to leave alone is nobody's business here.
  if (settings === undefined || ['', 'never'].includes(settings.policy.value))
    return { bindings: [], problems };
  const { policy } = settings;
  const resource = file.resources.find((known) => known.id === id);
  if (!isWatched(resource)) {
    const message = `Keel watches ${watchedKinds.join(', ')}, and this is a ${resource?.kind ?? 'resource without a kind'}; write it where the image is`;
    return {
      bindings: [],
      problems: [...problems, problemAt(policy, { code: 'bad-resource', message }, [])],
    };
  }
  const governed = governedFields(owned, settings);
  if ('code' in governed) return { bindings: [], problems: [...problems, problemAt(policy, governed, all)] };
  if (governed.length === 0) {
    const message = 'no container here is one that Keel would update';
    return {
      bindings: [],
      problems: [...problems, problemAt(policy, { code: 'no-image-field', message }, [])],
    };
  }
  const sources = notes.map(sourceOf);
  const bound = governed.map((field) => bindField(field, settings, sources));
  return {
    bindings: bound.flatMap((result) => ('code' in result ? [] : [result])),
    problems: [...problems, ...bound.flatMap((result) => ('code' in result ? [result] : []))],
  };
}

function bindField(
  field: ImageField,
  settings: Settings,
  sources: readonly Source[],
): Binding | BindingProblem {
  const { policy: note, approvals } = settings;
  const fault = (code: BindingProblem['code'], message: string): BindingProblem =>
    problemAt(note, { code, message }, [field.id]);
  if (field.refusal !== undefined || field.image === undefined) {
    return fault(
      'not-editable',
      `the image field here cannot be updated: ${field.refusal?.reason ?? 'it is no reference'}`,
    );
  }
  if (field.image.tag === undefined && field.image.digest !== undefined) {
    return fault(
      'no-equivalent',
      'the image is named by a digest alone, which Keel cannot compare; add its tag',
    );
  }
  const said = sayKeelPolicy(note.value, settings, field.image.tag ?? 'latest');
  if ('code' in said) return fault(said.code, said.message);
  const policy = tryPolicy(said.text, said.filters, said.suffix);
  if ('message' in policy) return fault(policy.code, policy.message);
  return {
    field,
    policy,
    options: approvals ? { writeBack: 'pull-request' } : {},
    dialect: 'keel',
    writtenAt: note.place,
    sources,
  };
}

function isWatched(resource: Resource | undefined): boolean {
  return resource !== undefined && watchedKinds.includes(resource.kind);
}

function problemAt(
  { key, place }: Note,
  { code, message }: KeelFault,
  fields: readonly string[],
): BindingProblem {
  return { code, message: message.startsWith('keel.sh/') ? message : `${key}: ${message}`, place, fields };
}

function sourceOf({ source, key, value, place }: Note): Source {
  return {
    kind: source,
    id: printFieldId(place),
    place,
    text: `${key}: ${JSON.stringify(value)}`,
  };
}
