import type { FileFacts, Resource } from '@deployment-automator/manifest-patcher';
import type { Container } from './container.ts';

const podTemplate = '/spec/template/spec';

/** Where a workload of this kind has its pod, or undefined for a kind that Flux v1 does not look into. */
function podPath(kind: string): string | undefined {
  if (kind === 'CronJob') return `/spec/jobTemplate${podTemplate}`;
  return ['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind) ? podTemplate : undefined;
}

/** The containers and init containers of a workload, or undefined for a kind that Flux v1 does not look into. */
export function workloadContainers(resource: Resource, file: FileFacts): readonly Container[] | undefined {
  const path = podPath(resource.kind);
  if (path === undefined) return undefined;
  const lists = ['containers', 'initContainers'].map((list) => `${resource.place.pointer}${path}/${list}/`);
  return file.fields
    .filter(({ owner }) => owner === resource.id)
    .filter(({ place: { pointer } }) =>
      lists.some((list) => pointer.startsWith(list) && /^\d+\/image$/.test(pointer.slice(list.length))),
    )
    .map((field) => ({ name: field.name ?? '', field, mappedBy: [] }));
}
