import type { FileFacts, Resource } from '@deployment-automator/manifest-patcher';
import { below, rootSpot } from '../../resource-body/spot.ts';
import { type Fault, faultAt, isFault } from './fault.ts';
import { type ImagePolicy, readImagePolicy } from './image-policy.ts';
import { type ImageRepository, readImageRepository } from './image-repository.ts';
import { type Automation, readAutomation } from './image-update-automation.ts';

/** Any object, or why it cannot be read. */
export interface Entry<T> {
  readonly resource: Resource;
  readonly read: T | Fault;
}

/** The objects that say what markers mean, wherever they stand. */
export interface FluxObjects {
  readonly policies: readonly Entry<ImagePolicy>[];
  readonly repositories: readonly Entry<ImageRepository>[];
  readonly automations: readonly Entry<Automation>[];
  /** Of the objects that cannot be read. */
  readonly faults: readonly Fault[];
}

export const fluxKinds: readonly string[] = ['ImagePolicy', 'ImageRepository', 'ImageUpdateAutomation'];

/** Reads all of them. An object whose body is missing is too large to be one. */
export function readFluxObjects(facts: readonly FileFacts[]): FluxObjects {
  const ours = facts
    .flatMap(({ resources }) => resources)
    .filter(
      ({ apiVersion, body }) => apiVersion.startsWith('image.toolkit.fluxcd.io/') && body !== undefined,
    );
  const entries = <T extends object>(kind: string, read: (resource: Resource) => T | Fault) =>
    ours
      .filter((resource) => resource.kind === kind)
      .map((resource) => ({ resource, read: resource.name === '' ? nameless(resource) : read(resource) }));
  const policies = entries('ImagePolicy', readImagePolicy);
  const repositories = entries('ImageRepository', readImageRepository);
  const automations = entries('ImageUpdateAutomation', readAutomation);
  const faults = [...policies, ...repositories, ...automations].flatMap(({ read }) =>
    isFault(read) ? [read] : [],
  );
  return { policies, repositories, automations, faults };
}

function nameless(resource: Resource): Fault {
  return faultAt(
    below(rootSpot(resource), 'metadata'),
    'bad-resource',
    'it has no name; write metadata.name',
  );
}

/**
 * The object of a name. One that names no namespace is in the one that is asked for: a kustomization gives it.
 * Of several that differ, as config repos for several clusters have, the one whose file shares most of its folders
 * with `file`; undefined where there is none, `several` where that does not tell.
 */
export function findObject<T>(
  entries: readonly Entry<T>[],
  { namespace, name, file }: { readonly namespace: string; readonly name: string; readonly file: string },
): Entry<T> | 'several' | undefined {
  const named = entries.filter(({ resource }) => resource.name === name);
  const inside = named.filter(({ resource }) => resource.namespace === namespace);
  const candidates =
    inside.length > 0 ? inside : named.filter(({ resource }) => resource.namespace === undefined);
  const distinct = candidates.filter(
    (entry, index) => candidates.findIndex((other) => specOf(other) === specOf(entry)) === index,
  );
  if (distinct.length < 2) return distinct[0];
  const near = candidates.map(({ resource }) => sharedFolders(resource.place.file, file));
  const nearest = candidates.filter((_, index) => near[index] === Math.max(...near));
  const [first, ...others] = nearest;
  if (first === undefined || others.some((other) => specOf(other) !== specOf(first))) return 'several';
  return first;
}

function specOf({ resource: { body } }: Entry<unknown>): string {
  const { value } = body ?? {};
  const spec = typeof value === 'object' && value !== null && 'spec' in value ? value['spec'] : null;
  return JSON.stringify(spec);
}

function sharedFolders(one: string, other: string): number {
  const folders = one.split('/').slice(0, -1);
  const others = other.split('/').slice(0, -1);
  const apart = folders.findIndex((folder, index) => folder !== others[index]);
  return apart < 0 ? folders.length : apart;
}
