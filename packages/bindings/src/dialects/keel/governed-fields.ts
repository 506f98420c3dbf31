import type { ImageField } from '@deployment-automator/manifest-patcher';
import { tryPolicy } from '../../try-policy.ts';
import { type KeelFault, withoutKey } from './keel-policy.ts';
import type { Settings } from './read-settings.ts';

/** The kinds of resource that Keel watches. */
export const watchedKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'];

/** The images of a resource that Keel watches: containers, and the others where it was asked to. */
export function governedFields(
  owned: readonly ImageField[],
  settings: Pick<Settings, 'initContainers' | 'imageVolumes' | 'monitor'>,
): readonly ImageField[] | KeelFault {
  const monitored = monitorOf(settings.monitor);
  if (typeof monitored !== 'function') return monitored;
  return owned.filter((field) => {
    const [, list] =
      /\/spec\/(containers|initContainers|volumes)\/\d+\/image/.exec(field.place.pointer) ?? [];
    const isWatched =
      list === 'containers' ||
      (list === 'initContainers' && settings.initContainers) ||
      (list === 'volumes' && settings.imageVolumes);
    return isWatched && monitored(field.name ?? '');
  });
}

/** Read as a filter is, in linear time. */
function monitorOf(pattern: string | undefined): ((name: string) => boolean) | KeelFault {
  if (pattern === undefined) return () => true;
  const policy = tryPolicy('alphabetical', [`regex:${withoutKey(pattern)}`]);
  if ('message' in policy)
    return { code: 'bad-filter', message: `keel.sh/monitorContainers: ${policy.message}` };
  return (name) => typeof policy.filterSet.pass(name) === 'string';
}
