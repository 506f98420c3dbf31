import { imageName, tryParseImageReference } from '@deployment-automator/image-reference';
import type { ImageField, Note } from '@deployment-automator/manifest-patcher';
import type { Binding, Source } from '../../binding.ts';
import type { BindingProblemCode } from '../../problem.ts';
import { tryPolicy } from '../../try-policy.ts';
import { type Fault, isFault } from './fault.ts';
import type { FluxObjects } from './flux-objects.ts';
import { type Marker, markerKey, readMarker, scalarOf } from './marker.ts';
import { type Governed, resolveMarker } from './resolve-marker.ts';

/** What the markers of one field say, all of them together. */
export function readMarkers(
  notes: readonly Note[],
  field: ImageField,
  objects: FluxObjects,
): Binding | Fault {
  const markers: Marker[] = [];
  for (const note of notes) {
    const marker = readMarker(note);
    if (marker === undefined) return faultAt(note, 'bad-value', badMarker);
    if (note.role !== scalarOf[marker.part]) return faultAt(note, 'bad-value', misplaced(marker, note));
    markers.push(marker);
  }
  const lead = markers.find(({ part }) => part === 'reference' || part === 'tag');
  if (lead === undefined) return withoutVersion(markers, field);
  const other = markers.find(
    ({ namespace, policy }) => namespace !== lead.namespace || policy !== lead.policy,
  );
  if (other !== undefined) {
    const message = `the tag is governed by ${lead.namespace}:${lead.policy}; name the same policy for the whole image`;
    return faultAt(other.note, 'conflict', message);
  }
  const governed = resolveMarker(lead, objects);
  if (isFault(governed)) return governed;
  const bound = withImage(field, governed);
  if (field.refusal !== undefined) {
    return faultAt(lead.note, 'not-editable', `this field cannot be updated: ${field.refusal.reason}`);
  }
  if (bound.image === undefined || imageName(bound.image) !== imageName(governed.repository.image)) {
    const here = bound.image === undefined ? 'no image' : imageName(bound.image);
    const message = `this is ${here}, but the policy is for ${imageName(governed.repository.image)}, and a name is never changed`;
    return faultAt(lead.note, 'other-image', message);
  }
  const { policy, repository, suspended, resources } = governed;
  const hasDigest = lead.part === 'reference' || markers.some(({ part }) => part === 'digest');
  const text = policy.text + (hasDigest ? policy.digest : '');
  const read = tryPolicy(text, [...policy.filters, ...repository.excluded]);
  if ('code' in read) return faultAt(lead.note, read.code, read.message);
  return {
    field: bound,
    policy: read,
    options: suspended === undefined ? {} : { hold: { reason: suspended } },
    dialect: 'flux-v2',
    writtenAt: lead.note.place,
    sources: [
      ...markers.map(({ note }) => commentSource(note, field)),
      ...resources.map(
        ({ id, place, kind, name }): Source => ({ kind: 'resource', id, place, text: `${kind} ${name}` }),
      ),
    ],
  };
}

/** An open field's image is the one that its policy is for. */
function withImage(field: ImageField, { repository }: Governed): ImageField {
  const [slot] = field.slots;
  if (field.image !== undefined || slot?.role !== 'tag') return field;
  const { imageText } = repository;
  const image = tryParseImageReference(slot.text === '' ? imageText : `${imageText}:${slot.text}`);
  return image === undefined ? field : { ...field, image };
}

function withoutVersion(markers: readonly Marker[], field: ImageField): Fault {
  const digest = markers.find(({ part }) => part === 'digest');
  const note = digest?.note ?? markers[0]?.note;
  const place = note?.place ?? field.place;
  return digest === undefined
    ? { code: 'no-policy', message: `${shown}: an image's name is never changed; mark its tag`, place }
    : {
        code: 'no-equivalent',
        message: `${shown}: a digest moves only with its tag; mark the tag too`,
        place,
      };
}

const shown = `# {"${markerKey}": …}`;

const badMarker = `Flux reads only {"${markerKey}": "namespace:policy"}, with :tag, :name or :digest behind it, and nothing more in the comment`;

function misplaced({ part }: Marker, { role }: Note): string {
  const here = role === undefined ? 'more than one value' : `the ${role}`;
  return part === 'reference'
    ? `without :tag, :name or :digest it stands for the whole reference, but ${here} is here`
    : `:${part} stands for the ${scalarOf[part]}, but ${here} is here`;
}

function faultAt({ place }: Note, code: BindingProblemCode, message: string): Fault {
  return { code, message: `${shown}: ${message}`, place };
}

function commentSource({ place, value }: Note, { id }: ImageField): Source {
  return { kind: 'comment', id, place, text: `# {"${markerKey}": ${JSON.stringify(value)}}` };
}
