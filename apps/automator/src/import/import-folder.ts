import { type Binding, bind, type DialectName, wantedKinds } from '@deployment-automator/bindings';
import { imageName } from '@deployment-automator/image-reference';
import { edit, type FileFacts, readFile } from '@deployment-automator/manifest-patcher';
import { type Imported, type NotImported, planImport } from './plan-import.ts';

/** A file of the folder. */
export interface ImportFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly facts: FileFacts;
}

export interface ImportResult {
  /** The files that change, in the order given. */
  readonly files: readonly {
    readonly path: string;
    readonly before: Uint8Array;
    readonly after: Uint8Array;
  }[];
  readonly imported: readonly Imported[];
  /** In the order of the bindings; then what binds nothing because it is faulty. */
  readonly refused: readonly NotImported[];
}

/**
 * Rewrites the bindings of other dialects into ours, and proves it: read again, our dialect gives every field that was
 * rewritten the same policy and options as before. A binding for which that does not hold stays as it is.
 */
export function importFolder(files: readonly ImportFile[], dialects: readonly DialectName[]): ImportResult {
  const facts = files.map((file) => file.facts);
  const table = bind(facts, dialects);
  const refused: NotImported[] = table.problems.map(({ code, message, place, fields }) => ({
    id: fields[0] ?? `${place.file}#${place.document}${place.pointer}`,
    code,
    reason: `${place.file}:${place.line}: ${message}`,
  }));
  let bindings = table.bindings.filter(({ dialect }) => dialect !== 'automator');
  for (;;) {
    const plan = planImport(facts, bindings, table.problems);
    const unmade = new Map<string, string>();
    const changed = files.map((file) => {
      const edits = plan.edits.get(file.path) ?? [];
      if (edits.length === 0) return { ...file, after: file.bytes };
      const patch = edit(file.path, file.bytes, edits);
      for (const { field, reason } of patch.refused) unmade.set(field, reason);
      return { ...file, after: patch.bytes };
    });
    const unproved = plan.imported.filter(notSameIn(changed, dialects));
    if (unproved.length === 0) {
      return {
        files: changed.flatMap(({ path, bytes, after }) =>
          after === bytes ? [] : [{ path, before: bytes, after }],
        ),
        imported: plan.imported,
        refused: [...plan.refused, ...refused],
      };
    }
    const left = new Set(unproved.map(({ binding }) => binding));
    refused.unshift(
      ...[...left].map(({ field: { id } }) => ({
        id,
        code: 'not-proved',
        reason:
          [...unmade].find(([field]) => field.startsWith(id))?.[1] ?? 'read again it would not say the same',
      })),
    );
    bindings = bindings.filter((binding) => !left.has(binding));
  }
}

/** Says of an import whether our dialect alone does not give its field what it had. */
function notSameIn(
  files: readonly { readonly path: string; readonly after: Uint8Array }[],
  dialects: readonly DialectName[],
): (imported: Imported) => boolean {
  const kinds = wantedKinds(dialects);
  const facts = files.map(({ path, after }) => readFile(path, after, kinds));
  const now = new Map(bind(facts, ['automator']).bindings.map((binding) => [binding.field.id, binding]));
  return ({ binding }) => {
    const after = now.get(binding.field.id);
    return after === undefined || meaning(after) !== meaning(binding);
  };
}

function meaning({ policy, options, field }: Binding): string {
  const { hold, ...rest } = options;
  return JSON.stringify([
    policy.identity,
    Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    hold !== undefined,
    field.image && [imageName(field.image), field.image.tag, field.image.digest],
  ]);
}
