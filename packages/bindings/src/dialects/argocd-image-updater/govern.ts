import { type ImageName, imageName, tryParseImageReference } from '@deployment-automator/image-reference';
import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import type { Binding, BindingOptions, BindingTable } from '../../binding.ts';
import type { BindingProblem } from '../../problem.ts';
import { placeOf, textOf } from '../../resource-body/spot.ts';
import type { Application } from './application.ts';
import { findFields } from './find-fields.ts';
import { parseImageIdentifier } from './image-identifier.ts';
import { type ImagePolicy, imagePolicy } from './image-policy.ts';
import type { Fault, ImageSettings, Settings } from './settings.ts';
import { sourcesOf } from './sources.ts';
import { type WriteBackTarget, writeBackTarget } from './write-back-target.ts';

/** What one Application's settings come to. A fault of the Application stops all its images, one of an image only that. */
export function govern(
  application: Application,
  settings: Settings,
  files: ReadonlyMap<string, FileFacts>,
): BindingTable {
  const target = writeBackTarget(application, settings);
  const images = settings.images.map((image) => governImage(application, settings, image, target, files));
  const faults = [
    ...('code' in target ? [target] : []),
    ...settings.faults,
    ...images.flatMap(({ faults }) => faults),
  ];
  const fieldsOf = ({ alias }: Fault) =>
    images.filter((image) => alias === undefined || image.alias === alias).flatMap(({ fields }) => fields);
  const problems = faults.map((fault) => problem(fault, fieldsOf(fault)));
  const stopped = new Set(problems.flatMap(({ fields }) => fields));
  const bindings = images.flatMap((image) => image.bindings).filter(({ field }) => !stopped.has(field.id));
  return { bindings, problems };
}

function problem({ code, message, at }: Fault, fields: readonly ImageField[]): BindingProblem {
  return { code, message, place: placeOf(at), fields: [...new Set(fields.map(({ id }) => id))] };
}

interface Governed {
  readonly alias: string;
  readonly fields: readonly ImageField[];
  readonly bindings: readonly Binding[];
  readonly faults: readonly Fault[];
}

function governImage(
  application: Application,
  settings: Settings,
  image: ImageSettings,
  target: WriteBackTarget | Fault,
  files: ReadonlyMap<string, FileFacts>,
): Governed {
  const { alias, identifier, writtenAt } = image;
  const fault = (code: Fault['code'], message: string): Fault => ({
    code,
    message: `${alias}: ${message}`,
    at: writtenAt,
    alias,
  });
  const nothing: Governed = { alias, fields: [], bindings: [], faults: [] };
  if (application.isTemplate && identifier.includes('{{')) {
    const message =
      'a generator fills this in, so it cannot be followed here; write the image out, or bind the field itself';
    return { ...nothing, faults: [fault('unresolved', message)] };
  }
  const named = parseImageIdentifier(identifier);
  if (named === undefined) {
    const message = `${JSON.stringify(identifier)} names no image; write [alias=]image[:constraint]`;
    return { ...nothing, faults: [fault('bad-value', message)] };
  }
  const policy = imagePolicy(image, named.constraint);
  const faults = 'code' in policy ? [policy] : [];
  if ('code' in target) return { ...nothing, faults };

  const found = findFields(target, application, image, named.image, files);
  if ('missing' in found) {
    const message = `${imageName(named.image)} of ${application.name || 'this template'} is not found: ${found.missing}`;
    return { ...nothing, faults: [...faults, fault('unresolved', message)] };
  }
  const { fields } = found;
  const other = fields.find(
    (field) => field.image !== undefined && imageName(field.image) !== imageName(named.image),
  );
  const fixed = fields.find(({ refusal }) => refusal !== undefined);
  if (other !== undefined) faults.push(fault('other-image', otherImage(other, named.image)));
  else if (fixed !== undefined) faults.push(fault('not-editable', notEditable(fixed)));
  else if (!('code' in policy) && policy.policy.name === 'digest') {
    const narrow = fields.find((field) => !hasRoomForDigest(field));
    if (narrow !== undefined) faults.push(fault('unresolved', noRoom(narrow)));
  }
  if ('code' in policy || faults.length > 0) return { alias, fields, bindings: [], faults };
  return {
    alias,
    fields,
    faults,
    bindings: fields.map((field) => bind(field, named.image, image, policy, settings)),
  };
}

function bind(
  field: ImageField,
  image: ImageName,
  written: ImageSettings,
  { policy, platforms }: ImagePolicy,
  settings: Settings,
): Binding {
  const options: BindingOptions = {
    ...(asksForPullRequest(settings) && { writeBack: 'pull-request' }),
    ...(platforms !== undefined && { platforms }),
  };
  return {
    field: withImage(field, image),
    policy,
    options,
    dialect: 'argocd-image-updater',
    writtenAt: placeOf(written.writtenAt),
    sources: sourcesOf(written),
  };
}

/** An open field takes the image from the setting. */
function withImage(field: ImageField, name: ImageName): ImageField {
  if (field.image !== undefined) return field;
  const version = field.slots.find(({ role }) => role === 'tag')?.text ?? '';
  const text = imageName(name);
  const image =
    tryParseImageReference(version === '' ? text : `${text}:${version}`) ?? tryParseImageReference(text);
  return image === undefined ? field : { ...field, image };
}

function asksForPullRequest({ branch, pullRequest }: Settings): boolean {
  if (pullRequest !== undefined) return true;
  return branch !== undefined && (textOf(branch) ?? '').includes(':');
}

/** A digest goes where one is, or behind a whole reference: nothing is inserted. */
function hasRoomForDigest({ slots }: ImageField): boolean {
  return slots.some(({ role, text }) => role === 'reference' || role === 'digest' || text.includes('@'));
}

function noRoom({ place, slots }: ImageField): string {
  const tag = slots.find(({ role }) => role === 'tag')?.text ?? 'latest';
  return `${place.file}:${place.line} has no place for a digest; write one behind the tag once, as in ${tag}@sha256:…`;
}

function otherImage({ image, place }: ImageField, wanted: ImageName): string {
  const held = image === undefined ? 'no image' : imageName(image);
  return `${place.file}:${place.line} holds ${held}, not ${imageName(wanted)}; only versions are changed here, so correct the image there by hand`;
}

function notEditable({ refusal, place }: ImageField): string {
  return `${place.file}:${place.line} cannot be updated: ${refusal?.reason ?? 'it is not editable'}`;
}
