import type { Resource } from '@deployment-automator/manifest-patcher';
import type { BindingProblemCode } from '../../problem.ts';
import { type Fault, isFault } from './fault.ts';
import { type Entry, type FluxObjects, findObject } from './flux-objects.ts';
import type { ImagePolicy } from './image-policy.ts';
import type { ImageRepository } from './image-repository.ts';
import type { Automation } from './image-update-automation.ts';
import type { Marker } from './marker.ts';

/** What a marker comes to by the objects that it leads to. */
export interface Governed {
  readonly policy: ImagePolicy;
  readonly repository: ImageRepository;
  /** Why nothing moves now. */
  readonly suspended?: string;
  /** The objects that were read. */
  readonly resources: readonly Resource[];
}

/** Follows a marker to its ImagePolicy, from there to the ImageRepository and an ImageUpdateAutomation. */
export function resolveMarker(marker: Marker, objects: FluxObjects): Governed | Fault {
  const { namespace, note } = marker;
  const { file } = note.place;
  const fault = (code: BindingProblemCode, message: string): Fault => ({ code, message, place: note.place });
  const find = <T>(kind: string, entries: readonly Entry<T>[], at: { name: string; namespace: string }) => {
    const found = findObject(entries, { ...at, file });
    const what = `${kind} ${at.namespace}/${at.name}`;
    if (found === undefined) return fault('unresolved', `there is no ${what} in this config repo; add it`);
    if (found !== 'several') return found.read;
    return fault('conflict', `there are several ${what} that differ; keep one, or one nearer to this file`);
  };

  const policy = find('ImagePolicy', objects.policies, { namespace, name: marker.policy });
  if (isFault(policy)) return policy;
  const repository = find('ImageRepository', objects.repositories, { namespace, ...policy.repository });
  if (isFault(repository)) return repository;
  const owner = policy.repository.namespace ?? namespace;
  if (owner !== namespace && !repository.allows(namespace)) {
    const message = `ImageRepository ${owner}/${policy.repository.name} does not let namespace ${namespace} use it; name ${namespace} in its accessFrom by the label kubernetes.io/metadata.name`;
    return fault('unresolved', message);
  }
  const automations = objects.automations.flatMap(({ read }) =>
    !isFault(read) && isFor(read, policy, marker) ? [read] : [],
  );
  const [automation] = [...automations.filter(({ suspended }) => !suspended), ...automations];
  if (automation === undefined) {
    const message = `no ImageUpdateAutomation in namespace ${namespace} has this file under its update.path and selects ImagePolicy ${marker.policy}; add one`;
    return fault('unresolved', message);
  }
  const still = [policy, repository, automation].find(({ suspended }) => suspended)?.resource;
  return {
    policy,
    repository,
    ...(still && { suspended: `${still.kind} ${still.name} is suspended` }),
    resources: [policy.resource, repository.resource, automation.resource],
  };
}

function isFor({ resource, covers, selects }: Automation, policy: ImagePolicy, marker: Marker): boolean {
  const inNamespace = resource.namespace === undefined || resource.namespace === marker.namespace;
  return inNamespace && covers(marker.note.place.file) && selects(policy.resource);
}
