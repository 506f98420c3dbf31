import type { FileFacts, ImageField, Note } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingTable } from '../../binding.ts';
import type { Dialect } from '../../dialect.ts';
import type { BindingProblem } from '../../problem.ts';
import { type Fault, isFault } from './fault.ts';
import { type FluxObjects, fluxKinds, readFluxObjects } from './flux-objects.ts';
import { markerKey } from './marker.ts';
import { readMarkers } from './read-markers.ts';

/**
 * Flux v2: markers in YAML files, and the objects that they lead to.
 *
 * @see https://fluxcd.io/flux/guides/image-update/
 */
export const fluxV2Dialect: Dialect = {
  name: 'flux-v2',
  wantedKinds: fluxKinds,
  claims: (facts) => {
    const objects = readFluxObjects(facts);
    const read = facts.filter(isRead).flatMap((file) => readFile(file, objects));
    return {
      bindings: read.flatMap((one) => ('fault' in one ? [] : [one])),
      problems: withFields(objects.faults, read),
    } satisfies BindingTable;
  },
};

/** A fault and the field that it leaves alone. */
interface FieldFault {
  readonly fault: Fault;
  readonly field?: ImageField;
}

function isRead({ path, notes }: FileFacts): boolean {
  return notes.length > 0 && /(?:\.ya?ml|(?:^|\/)Kustomization)$/.test(path);
}

function readFile(file: FileFacts, objects: FluxObjects): readonly (Binding | FieldFault)[] {
  const markers = file.notes.filter(({ source, key }) => source === 'comment' && key === markerKey);
  const nowhere = markers
    .filter(({ on }) => on === undefined)
    .map(({ place }) => ({ fault: onNothing(place) }));
  const fields = [...file.fields, ...(file.openFields ?? [])].flatMap(
    (field): readonly (Binding | FieldFault)[] => {
      const notes = markers.filter(({ on }) => on === field.id);
      if (notes.length === 0) return [];
      const read = readMarkers(notes, field, objects);
      return isFault(read) ? [{ fault: read, field }] : [read];
    },
  );
  return [...fields, ...nowhere];
}

function onNothing(place: Note['place']): Fault {
  const message = `# {"${markerKey}": …}: no image or tag is here that could be updated; put the comment behind its value`;
  return { code: 'no-image-field', message, place };
}

/** A fault of an object is one problem, however many markers lead to it. A name alone leaves its tag to others. */
function withFields(
  faults: readonly Fault[],
  read: readonly (Binding | FieldFault)[],
): readonly BindingProblem[] {
  const fieldsOf = new Map<Fault, string[]>(faults.map((fault) => [fault, []]));
  for (const one of read) {
    if (!('fault' in one)) continue;
    const fields = fieldsOf.get(one.fault) ?? [];
    if (one.field !== undefined && one.fault.code !== 'no-policy') fields.push(one.field.id);
    fieldsOf.set(one.fault, fields);
  }
  return [...fieldsOf].map(([fault, fields]) => ({ ...fault, fields }));
}
