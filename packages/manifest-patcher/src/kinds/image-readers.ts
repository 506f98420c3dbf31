import type { ImageReader } from './found-image.ts';
import { readWorkload } from './workload.ts';

/** How images are found in each kind, whatever its API version: old and new clusters share config repos. */
const readers: ReadonlyMap<string, ImageReader> = new Map<string, ImageReader>([
  ['Pod', readWorkload(['spec'])],
  ['Deployment', readWorkload(['spec', 'template', 'spec'])],
  ['StatefulSet', readWorkload(['spec', 'template', 'spec'])],
  ['DaemonSet', readWorkload(['spec', 'template', 'spec'])],
  ['ReplicaSet', readWorkload(['spec', 'template', 'spec'])],
  ['Job', readWorkload(['spec', 'template', 'spec'])],
  ['CronJob', readWorkload(['spec', 'jobTemplate', 'spec', 'template', 'spec'])],
]);

/** The reader for a kind; undefined for a kind that has no images. */
export function imageReader(kind: string): ImageReader | undefined {
  return readers.get(kind);
}
