import type { FileFacts, ImageField } from '@deployment-automator/manifest-patcher';
import { textOf } from '../../resource-body/spot.ts';
import type { ImageSettings } from './settings.ts';

/** Dotted keys of Helm values: of the whole reference, or of the tag. */
export interface HelmKeys {
  readonly spec?: string;
  readonly tag: string;
}

export function helmKeys({ helmSpec, helmTag }: ImageSettings): HelmKeys {
  const spec = helmSpec === undefined ? '' : (textOf(helmSpec) ?? '').trim();
  const tag = helmTag === undefined ? '' : (textOf(helmTag) ?? '').trim();
  return { ...(spec === '' ? {} : { spec }), tag: tag || 'image.tag' };
}

/** What stands under `helm` in a source: a parameter, else a value in `valuesObject` or in the text of `values`. */
export function helmFields(file: FileFacts, helm: string, keys: HelmKeys): readonly ImageField[] {
  const parameters = parametersAt(file, `${helm}/parameters`, keys);
  if (parameters.length > 0) return parameters;
  const values = valueFields(file, `${helm}/valuesObject`, keys);
  return values.length > 0 ? values : innerFields(file, `${helm}/values`, keys);
}

/** The parameters of a `.argocd-source-*.yaml`. */
export function parameterFields(file: FileFacts, base: string, keys: HelmKeys): readonly ImageField[] {
  return parametersAt(file, `${base}/helm/parameters`, keys);
}

/** The scalar under the dotted key: nested keys first, then one key with dots in it. */
export function valueFields(file: FileFacts, base: string, keys: HelmKeys): readonly ImageField[] {
  return firstAt(
    file,
    keys,
    (field, pointer) => field.place.inner === undefined && field.place.pointer === base + pointer,
  );
}

function innerFields(file: FileFacts, values: string, keys: HelmKeys): readonly ImageField[] {
  return firstAt(file, keys, ({ place }, pointer) => place.pointer === values && place.inner === pointer);
}

function firstAt(
  file: FileFacts,
  { spec, tag }: HelmKeys,
  isAt: (field: ImageField, pointer: string) => boolean,
): readonly ImageField[] {
  const fields = withRole(file, spec);
  for (const pointer of pointersOf(spec ?? tag)) {
    const found = fields.filter((field) => isAt(field, pointer));
    if (found.length > 0) return found;
  }
  return [];
}

function parametersAt(file: FileFacts, list: string, { spec, tag }: HelmKeys): readonly ImageField[] {
  const parameters = withRole(file, spec).filter(({ place }) => place.pointer.startsWith(`${list}/`));
  return parameters.filter((field) => parameterName(field) === (spec ?? tag));
}

/** A field that several parameters make up is named by what their names begin with. */
function parameterName({ name = '', slots, image }: ImageField): string {
  const isSplit = image !== undefined && slots.some(({ role }) => role === 'tag') && slots.length > 1;
  if (!isSplit) return name;
  return name === '' ? 'tag' : `${name}.tag`;
}

function withRole({ fields, openFields = [] }: FileFacts, spec: string | undefined): readonly ImageField[] {
  const role = spec === undefined ? 'tag' : 'reference';
  return [...fields, ...openFields].filter(({ slots }) => slots.some((slot) => slot.role === role));
}

/** `a.b[1].c` as pointers. */
function pointersOf(key: string): readonly string[] {
  const steps = key.split('.').flatMap((step) => {
    const [, name = '', indexes = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(step) ?? [undefined, step];
    return [...(name === '' ? [] : [name]), ...[...indexes.matchAll(/\d+/g)].map(([index]) => index)];
  });
  return [steps.map(escaped).join(''), escaped(key)];
}

function escaped(step: string): string {
  return `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
