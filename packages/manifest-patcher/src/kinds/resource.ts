import type { Cursor } from '../tree/cursor.ts';
import { readArgoSource } from './argo-source.ts';
import type { Findings, ImageReader } from './found-image.ts';
import { readMappedImages } from './helm-release.ts';
import { containerName, isInValues, valueName } from './image-names.ts';
import { isMachine, otherKinds } from './not-images.ts';
import { readOciRepository } from './oci-repository.ts';
import { nestedResources } from './resources-in.ts';
import { walkImages } from './walk-images.ts';

/** The reader for a Kubernetes kind, whatever its API version: old and new clusters share config repos. */
export function resourceReader(kind: string): ImageReader {
  if (otherKinds.has(kind) || isMachine(kind)) return readNothing;
  return readers.get(kind) ?? readResource;
}

const readNothing: ImageReader = () => {};

/**
 * Images at any depth: pod templates in workloads, custom resources, tasks and their steps, the values of a chart.
 * Resources inside, as in a `List`, are left for their own readers.
 */
const readResource: ImageReader = (resource, findings) => {
  const nested = nestedResources(resource);
  walkImages(resource, findings, {
    nameOf: (at, key) => (isInValues(at) ? valueName(at, key) : containerName(at)),
    isContainer,
    enter: (at) => {
      reportDetour(at, findings);
      readArgoSource(at, findings);
    },
    skips: (child) => child.node === nested?.node,
  });
};

/** What its annotations say of its values goes before what the values look like. */
const readHelmRelease: ImageReader = (release, findings) => {
  readMappedImages(release, findings);
  readResource(release, findings);
};

/** Kinds whose images do not have one of the usual shapes. */
const readers: ReadonlyMap<string, ImageReader> = new Map([
  ['HelmRelease', readHelmRelease],
  ['OCIRepository', readOciRepository],
]);

/** Lists whose items are containers in every kind that has them: of pods, of Tekton tasks, of operators' specs. */
const containerLists: readonly string[] = [
  'initContainers',
  'containers',
  'ephemeralContainers',
  'steps',
  'sidecars',
];

function isContainer(at: Cursor): boolean {
  return typeof at.key === 'number' && containerLists.includes(String(at.parent?.key)) && !isInValues(at);
}

/** What leads to a pod's containers. */
const podKeys: readonly string[] = ['spec', 'template', 'jobTemplate', ...containerLists];

/** Tell of aliases and merge keys on the way to containers: what they stand for is not looked at in this place. */
function reportDetour(at: Cursor, findings: Findings): void {
  const onTheWay = at.parent === undefined || podKeys.includes(String(at.key)) || isContainer(at);
  if (!onTheWay) return;
  if (at.isAlias || (at.get('<<') !== undefined && at.get('image') === undefined)) findings.notFollowed(at);
}
