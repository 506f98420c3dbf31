import type { Cursor } from '../tree/cursor.ts';
import type { Findings } from './found-image.ts';

const containerLists: readonly string[] = ['initContainers', 'containers', 'ephemeralContainers'];

/** The images of a pod spec's containers. */
export function readPodSpec(podSpec: Cursor, findings: Findings): void {
  if (podSpec.get('<<') !== undefined) findings.notFollowed(podSpec);
  for (const list of containerLists) {
    const containers = podSpec.get(list);
    if (containers?.isAlias) findings.notFollowed(containers);
    for (const container of containers?.children() ?? []) readContainer(container, findings);
  }
}

function readContainer(container: Cursor, findings: Findings): void {
  const image = container.get('image');
  const name = container.get('name')?.scalar;
  if (image !== undefined) {
    findings.image({ slots: [{ role: 'reference', at: image }], ...(name === undefined ? {} : { name }) });
  } else if (container.isAlias || container.get('<<') !== undefined) {
    findings.notFollowed(container);
  }
}
